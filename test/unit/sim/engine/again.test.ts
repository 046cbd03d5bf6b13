import assert from "node:assert/strict";
import { inHalves } from "../../../../sim/engine/again.js";
import { soleOpener } from "../../../../sim/engine/node.js";
import { bundleCode } from "../../../../sim/scenario/engines.js";
import type { Ports } from "../../../../hal/ports.js";

const EVALUATES = "function lay(overlayText){return eval(overlayText)}";

/** Power a toy up and hear what it logs. */
function said(open: () => (ports: Ports) => void): string[] {
  const lines: string[] = [];
  open()({ log: (line: string) => { lines.push(line); } } as unknown as Ports);
  return lines;
}

// Goal: terminals that share their functions share no memory; what the power took is gone.
describe("a bundle for many power-ups", () => {
  it("begins with the same memory every time, whatever the one before did with it", () => {
    const toy = EVALUATES + "var count,list,late,bytes=new Uint8Array(1);function add(p){count++;list.push(count);bytes[0]++;p.log(count+' '+list.length+' '+bytes[0]+' '+late);late=count}" +
      "count=0;list=[];postern=function(p){add(p);add(p)};";
    const open = soleOpener(toy, []);
    const first = said(open);
    assert.deepEqual(first, ["1 1 1 undefined", "2 2 2 1"]);
    for (let turn = 0; turn < 3; turn++) assert.deepEqual(said(open), first);
  });
  it("forgets what an overlay kept", () => {
    const overlay = "(function(){var n;n=0;return function(){n++;return n}})";
    const open = soleOpener(EVALUATES + "var kept;function show(p){p.log(String(kept()))}postern=function(p){kept=lay(" + JSON.stringify(overlay) + ")();show(p);show(p)};", [overlay]);
    for (let turn = 0; turn < 2; turn++) assert.deepEqual(said(open), ["1", "2"]);
  });
  it("refuses what could keep something", () => {
    for (const keeper of ["function f(){f.n=1}", "function f(){}f=null;", "function f(){}f.list[0].n=1;", "function f(){}function g(){f.n++}", "function f(){}function g(){f.n=1;function h(){var f}}", "if(1){}"]) {
      assert.throws(() => inHalves(keeper), /cannot share/, keeper);
    }
    inHalves("function f(){}function g(f){f.n=1}function h(){var f;f=1}");
  });
  it("empties every variable of the device bundle", async () => {
    const { once, each } = inHalves(await bundleCode());
    const names = [...once.matchAll(/^var (\w+|\$);$/gm)].map((found) => found[1]!);
    assert.ok(names.length > 10);
    for (const name of names) assert.ok(each.split("\n")[0]!.split(";").includes(name + "=void 0"), name);
  });
});
