import assert from "node:assert/strict";
import type { Ports } from "../../../../hal/ports.js";
import type { Net } from "../../../../sim/crash/faults.js";
import { createNoting, type Noting } from "../../../../sim/crash/noting.js";
import { createReactions, type Reactions } from "../../../../sim/crash/reactions.js";
import { openedMemory } from "../../../../sim/engine/node.js";
import { createWorld, type World } from "../../../../sim/world.js";

const NOW = 1000000;

/** What the toys below need of their ports, working: what was really done is on the list. */
function toyPorts(world: World, done: string[]): { ports: Ports; hear: (bytes: string) => void } {
  let listener: (bytes: string) => void = () => {};
  const ports = {
    clock: { now: () => world.now(), after: (delayMs: number, fire: () => void) => world.after(delayMs, fire), cancel: (id: number) => { world.cancel(id); }, setNow() { done.push("set"); } },
    network: { connect() { done.push("connect"); }, onBytes(take: (bytes: string) => void) { listener = take; }, onClosed() {}, close() { done.push("close"); } },
    signals: { beep(tone: string) { done.push(tone); } }, random: { fill() { done.push("random"); } }, log(line: string) { done.push(line); },
  };
  return { ports: ports as unknown as Ports, hear: (bytes) => { listener(bytes); } };
}

// Goal: a terminal that is only looked at does nothing, sees what it would see, and what it asks for is told.
describe("ports that only note", () => {
  let world: World;
  let done: string[];
  let noting: Noting;
  let ports: Ports;
  beforeEach(() => {
    world = createWorld({ startEpochMs: NOW });
    done = [];
    noting = createNoting();
    ports = noting.around(toyPorts(world, done).ports);
  });
  const seen = (act: () => void, laterMs = 0): string | null => {
    noting.begin();
    noting.note(act, laterMs);
    const notes = noting.end();
    return notes === null ? null : JSON.stringify(notes);
  };

  it("work until then, and again afterwards", () => {
    ports.signals.beep("key");
    seen(() => ports.signals.beep("refuse"));
    ports.log("x");
    assert.deepEqual(done, ["key", "x"]);
  });
  it("tell what was asked for, in order", () => {
    const [one, other] = [seen(() => ports.signals.beep("key")), seen(() => ports.signals.beep("refuse"))];
    assert.notEqual(one, other);
    assert.equal(one, seen(() => ports.signals.beep("key")));
    assert.notEqual(seen(() => { ports.log("a"); ports.log("b"); }), seen(() => { ports.log("b"); ports.log("a"); }));
  });
  it("show the time that it would be, also when it was set", () => {
    const times: number[] = [];
    seen(() => times.push(ports.clock.now()), 7);
    seen(() => { ports.clock.setNow(5); times.push(ports.clock.now()); }, 1);
    seen(() => times.push(ports.clock.now()));
    assert.deepEqual(times, [NOW + 7, 6, NOW]);
    assert.deepEqual(done, []);
  });
  it("do at once what was put off to the next moment, unless it was cancelled", () => {
    const order: string[] = [];
    seen(() => {
      const id = ports.clock.after(0, () => order.push("never"));
      ports.clock.after(0, () => order.push("next"));
      ports.clock.after(50, () => order.push("later"));
      ports.clock.cancel(id);
      order.push("first");
    });
    assert.deepEqual(order, ["first", "next"]);
    assert.equal(world.nextMs(), Infinity);
  });
  it("give up where more than noting is wanted", () => {
    assert.equal(seen(() => ports.random.fill(new Uint8Array(1))), null);
    assert.equal(seen(() => { throw new Error("x"); }), null);
    assert.deepEqual(done, []);
  });
  it("let time pass for its own timers, until it does something about its line or somebody else acts", () => {
    const waited = (act: () => void): string | null => {
      noting.begin();
      noting.note(act, 0);
      noting.wait(world);
      const notes = noting.end();
      return notes === null ? null : JSON.stringify(notes);
    };
    ports.clock.after(100, () => ports.clock.after(20, () => { if (ports.clock.now() === NOW + 120) ports.network.close(); }));
    assert.match(waited(() => {})!, /close.*120\]$/);
    assert.equal(world.now(), NOW);
    world.after(110, () => {});
    assert.equal(waited(() => {}), null, "somebody else acts before it closes its line");
  });
});

/** Of what comes in it sounds the first byte when that is small and keeps it when not; asks for chance at a z, and logs that the line closed. */
const TOY = "function lay(overlayText){return eval(overlayText)}var kept;postern=function(p){p.network.onBytes(function(b){var c=b.substr(0,1);if(c<'b')p.signals.beep(c);else kept=c;if(c==='z')p.random.fill(c)});p.network.onClosed(function(){p.log('closed')});p.network.connect()};";

describe("reactions of a toy", () => {
  function look(bytes: string, nets: readonly Net[]): Reactions {
    const { open, memory } = openedMemory(TOY, []);
    const reactions = createReactions(memory, nets);
    const world = createWorld({ startEpochMs: NOW });
    const { ports, hear } = toyPorts(world, []);
    open()(reactions.around(ports, world));
    assert.throws(() => hear(bytes), "nothing is left to look at");
    return reactions;
  }
  const garble = (value: number, bit: number): Net => ({ type: "net", message: 1, name: "garbleReply", value, bit });
  const reset = (value: number): Net => ({ type: "net", message: 1, name: "resetReply", value, bit: -1 });

  it("tell apart what was asked for, and what stays", () => {
    const nets = [garble(0, 0), garble(0, 1), garble(1, 0), garble(1, 5), garble(9, 0)];
    const reactions = look("hx", nets);
    const [low, high, one, other, beyond] = nets.map(reactions.known);
    assert.notEqual(low, high, "what stays");
    assert.equal(one, other, "the second byte leaves nothing");
    assert.equal(beyond, undefined, "an answer of two bytes has no tenth");
    const asked = look("ax", [garble(0, 0), garble(0, 5)]);
    assert.notEqual(asked.known(garble(0, 0)), asked.known(garble(0, 5)), "what was asked for");
  });
  it("are not told where the beginning of an answer makes it act, or chance comes in", () => {
    assert.equal(look("ax", [reset(1)]).known(reset(1)), undefined);
    assert.equal(typeof look("hx", [reset(1)]).known(reset(1)), "string");
    assert.equal(look("xx", [garble(0, 1)]).known(garble(0, 1)), undefined, "z asks for chance");
  });
});
