import assert from "node:assert/strict";
import sinon from "sinon";
import type { WireFault } from "../../../sim/devices/network-faults.js";
import { simRig } from "../../conformance/rigs.js";

/** Send one request on a line with `fault`, get what came back piece by piece. */
function exchange(fault: WireFault): { pieces: string[]; heard: string; closed: boolean; connected: string | null; lastMs: number } {
  const { terminal, ports, far, pass, world } = simRig();
  far.answer = () => [{ afterMs: 10, send: Buffer.from("0123456789") }];
  terminal.network.fault(fault);
  const pieces: string[] = [];
  const connected = sinon.spy();
  const closed = sinon.spy();
  let lastMs = 0;
  ports.network.onBytes((bytes) => { pieces.push(bytes); lastMs = world.now(); });
  ports.network.onClosed(closed);
  ports.network.connect("host.test", 1000, connected);
  pass(5000);
  const sentMs = world.now();
  ports.network.send("request", () => {});
  pass(60_000);
  return { pieces, heard: far.heard, closed: closed.called, connected: connected.firstCall.args[0] as string | null, lastMs: lastMs - sentMs };
}

describe("sim/devices/network-faults", () => {
  // Goal: each fault does exactly what its name says, once, and the line works again afterwards.
  it("refuses dials", () => {
    assert.equal(exchange({ kind: "refuse" }).connected, "lineDown");
    assert.equal(exchange({ kind: "unknownHost" }).connected, "hostUnknown");
  });
  it("loses requests and replies", () => {
    assert.deepEqual({ ...exchange({ kind: "dropRequest" }), lastMs: 0 }, { pieces: [], heard: "", closed: false, connected: null, lastMs: 0 });
    const lost = exchange({ kind: "dropReply" });
    assert.equal(lost.heard, "request");
    assert.deepEqual(lost.pieces, []);
  });
  it("delays, repeats, cuts and splits replies", () => {
    const plainMs = exchange({ kind: "delayReply", value: 0 }).lastMs;
    assert.equal(exchange({ kind: "delayReply", value: 4000 }).lastMs, plainMs + 4000);
    assert.deepEqual(exchange({ kind: "duplicateReply" }).pieces, ["0123456789", "0123456789"]);
    assert.deepEqual(exchange({ kind: "truncateReply", value: 3 }).pieces, ["012"]);
    assert.deepEqual(exchange({ kind: "splitReply" }).pieces, [..."0123456789"]);
  });
  it("turns one bit of a reply", () => {
    const [garbled] = exchange({ kind: "garbleReply", value: 4 }).pieces;
    assert.equal(garbled!.length, 10);
    assert.equal(garbled!.slice(0, 4) + garbled!.slice(5), "012356789");
    const turned = garbled!.charCodeAt(4) ^ 0x34;
    assert.ok(turned !== 0 && (turned & (turned - 1)) === 0);
  });
  it("breaks the line in the middle of a reply", () => {
    const reset = exchange({ kind: "resetReply", value: 4 });
    assert.deepEqual(reset.pieces, ["0123"]);
    assert.equal(reset.closed, true);
  });
  it("acts on as many chances as asked for, then no more, and records what it did", () => {
    const { terminal, ports, far, pass } = simRig();
    far.answer = () => [{ afterMs: 1, send: Buffer.from("r") }];
    terminal.network.fault({ kind: "dropReply", count: 2 });
    const heard = sinon.spy();
    ports.network.onBytes(heard);
    ports.network.connect("host.test", 1000, () => {});
    pass(1000);
    for (let turn = 0; turn < 3; turn++) { ports.network.send("q", () => {}); pass(1000); }
    sinon.assert.calledOnceWithExactly(heard, "r");
    assert.deepEqual(terminal.network.wire.map((event) => event.what), ["dial", "up", "sent", "lost", "sent", "lost", "sent", "received"]);
    assert.throws(() => terminal.network.fault({ kind: "melt" as "refuse" }), /no such line fault: melt/);
  });
  it("keeps the order of a stream: a later reply and the end of the line wait for a delayed one", () => {
    const { terminal, ports, far, pass } = simRig();
    const seen: string[] = [];
    ports.network.onBytes((bytes) => seen.push(bytes));
    ports.network.onClosed(() => seen.push("closed"));
    far.answer = (bytes) => [{ afterMs: 1, send: Buffer.from(bytes.toUpperCase()), close: bytes === "b" }];
    terminal.network.fault({ kind: "delayReply", value: 3000 });
    ports.network.connect("host.test", 1000, () => {});
    pass(1000);
    ports.network.send("a", () => {});
    pass(100);
    ports.network.send("b", () => {});
    pass(2000);
    assert.deepEqual(seen, []);
    pass(2000);
    assert.deepEqual(seen, ["A", "B", "closed"]);
  });
  it("forgets a delayed reply when the terminal hangs up", () => {
    const { terminal, ports, far, pass } = simRig();
    const heard = sinon.spy();
    ports.network.onBytes(heard);
    far.answer = () => [{ afterMs: 1, send: Buffer.from("late") }];
    terminal.network.fault({ kind: "delayReply", value: 3000 });
    ports.network.connect("host.test", 1000, () => {});
    pass(1000);
    ports.network.send("a", () => {});
    pass(1000);
    ports.network.close();
    pass(10_000);
    sinon.assert.notCalled(heard);
  });
});
