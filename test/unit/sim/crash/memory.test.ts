import assert from "node:assert/strict";
import { remember } from "../../../../sim/crash/memory.js";
import { openedMemory, type OpenMemory } from "../../../../sim/engine/node.js";
import type { Ports } from "../../../../hal/ports.js";

/** A terminal that keeps something in every way there is. */
const TOY = "function lay(overlayText){return eval(overlayText)}var session,table,bytes=new Uint8Array(4);" +
  "function make(n){var b=n;return{add:function(by){b+=by;return b},tell:function(){return b}}}" +
  "postern=function(p){session={list:[1,2],name:'a',deep:{x:1},counter:make(3),ports:p};table=new Int32Array(2);p.log(function(what){" +
  "if(what==='counter')session.counter.add(1);if(what==='list')session.list.push(9);if(what==='shorter')session.list.length=1;if(what==='member')session.extra=1;if(what==='order'){delete session.name;session.name='a'}if(what==='deep')session.deep={x:1};" +
  "if(what==='bytes')bytes[2]=7;if(what==='words')table[1]=-1;if(what==='variable')table=null;if(what==='closure')session.late=function(){return what};if(what==='cycle'){session.me={};session.me.me=session.me;}if(what==='new')session.counter=make(3)})};";
const CHANGES = ["counter", "list", "shorter", "member", "order", "deep", "bytes", "words", "variable", "closure", "cycle", "new"];

function toy(): { memory: OpenMemory; act: (what: string) => void } {
  const { open, memory } = openedMemory(TOY, []);
  let act: (what: string) => void = () => {};
  open()({ log: (how: unknown) => { act = how as typeof act; } } as unknown as Ports);
  return { memory, act };
}

// Goal: whatever a terminal keeps, in a variable, an object, an array, a buffer or a function, is told apart and put back.
describe("a terminal's memory", () => {
  it("is told apart by each thing that changes, and put back", () => {
    const { memory, act } = toy();
    const before = remember(memory, [act]);
    assert.equal(before.changes([]), "");
    const told = new Set<string>();
    for (const what of CHANGES) {
      act(what);
      const text = before.changes([]);
      assert.notEqual(text, "", what);
      told.add(text);
      before.restore();
      assert.equal(before.changes([]), "", what + " was not put back");
      act(what);
      assert.equal(before.changes([]), text, what + " is told otherwise the second time");
      before.restore();
    }
    assert.equal(told.size, CHANGES.length);
  });
  it("goes on as it would have", () => {
    const { memory, act } = toy();
    const session = (): { list: number[]; counter: { tell(): number } } => memory.variables()[0] as ReturnType<typeof session>;
    const before = remember(memory, [act]);
    for (const what of CHANGES) act(what);
    before.restore();
    act("counter");
    act("list");
    assert.equal(session().counter.tell(), 4);
    assert.deepEqual(Array.from(session().list), [1, 2, 9]);
  });
  it("tells what was handed out by what it holds", () => {
    const { memory, act } = toy();
    const before = remember(memory, [act]);
    const late = (what: string): string => {
      act("closure");
      const made = (memory.variables()[0] as { late: unknown }).late;
      const text = before.changes([what, made]);
      before.restore();
      return text;
    };
    assert.equal(late("x"), late("x"));
    assert.notEqual(late("x"), late("y"));
  });
  it("refuses a function with members of its own", () => {
    const { memory } = toy();
    const odd = Object.assign(() => {}, { kept: 1 });
    assert.throws(() => remember(memory, [odd]), /a function that keeps something/);
  });
});
