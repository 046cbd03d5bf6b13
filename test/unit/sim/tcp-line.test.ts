import assert from "node:assert/strict";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import sinon from "sinon";
import { createSimNetwork } from "../../../sim/devices/network.js";
import { dialTcp, type Holds } from "../../../sim/dial-tcp.js";
import { createLife } from "../../../sim/life.js";
import { playUntil } from "../../../sim/pace.js";
import { createWorld } from "../../../sim/world.js";

describe("sim/dial-tcp and sim/pace", () => {
  // Goal: a real host is reached in virtual time: nothing overtakes it, and nothing waits when nobody is connected.
  let server: Server;
  let onSocket: (socket: Socket) => void;
  let port: number;
  beforeEach(async () => {
    server = createServer((socket) => onSocket(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => { server.close(); });

  function open(): { holds: Holds; network: ReturnType<ReturnType<typeof createSimNetwork>["attach"]>; world: ReturnType<typeof createWorld> } {
    const world = createWorld();
    const holds: Holds = { open: 0 };
    return { world, holds, network: createSimNetwork(dialTcp(world, holds), true, world.fork("x")).attach(createLife(world)) };
  }
  it("exchanges bytes and hears the far side close", async () => {
    onSocket = (socket) => socket.on("data", (bytes) => socket.end(Buffer.concat([bytes, bytes])));
    const { world, holds, network } = open();
    const connected = sinon.spy(), heard: string[] = [], closed = sinon.spy();
    network.onBytes((bytes) => heard.push(bytes));
    network.onClosed(closed);
    network.connect("127.0.0.1", port, connected);
    assert.equal(holds.open, 1);
    assert.ok(await playUntil(world, () => connected.called, 5000, { holds }));
    sinon.assert.calledOnceWithExactly(connected, null);
    network.send("\x00\xffabc", () => {});
    assert.ok(await playUntil(world, () => closed.called, 5000, { holds }));
    assert.equal(heard.join(""), "\x00\xffabc\x00\xffabc");
    sinon.assert.calledOnce(closed);
    assert.equal(holds.open, 0);
  });
  it("says lineDown when nothing listens there", async () => {
    const { world, holds, network } = open();
    const connected = sinon.spy();
    await new Promise((resolve) => server.close(resolve));
    network.connect("127.0.0.1", port, connected);
    assert.ok(await playUntil(world, () => connected.called, 5000, { holds }));
    sinon.assert.calledOnceWithExactly(connected, "lineDown");
    assert.equal(holds.open, 0);
  });
  it("does not let a timer of virtual time overtake a host that answers at once", async () => {
    onSocket = (socket) => socket.on("data", (bytes) => socket.write(bytes));
    const { world, holds, network } = open();
    const seen: string[] = [];
    network.connect("127.0.0.1", port, () => {
      network.onBytes(() => seen.push("reply"));
      network.send("x", () => {});
      world.after(30_000, () => seen.push("timeout"));
    });
    assert.ok(await playUntil(world, () => seen.length > 0, 60_000, { holds }));
    assert.deepEqual(seen, ["reply"]);
    network.close();
    assert.equal(holds.open, 0);
    // Nobody is connected any more: the half minute passes at once.
    assert.ok(await playUntil(world, () => seen.length > 1, 60_000, { holds }));
  });
  it("waits for the engine after each event, and gives up when nothing is left to happen", async () => {
    const world = createWorld();
    const order: string[] = [];
    let busy = false;
    world.after(1, () => { order.push("one"); busy = true; });
    world.after(2, () => order.push("two"));
    const settle = (): Promise<void> | null => {
      if (!busy) return null;
      busy = false;
      return new Promise((resolve) => setImmediate(() => { order.push("settled"); resolve(); }));
    };
    assert.equal(await playUntil(world, () => order.includes("two"), 1000, { settle }), true);
    assert.deepEqual(order, ["one", "settled", "two"]);
    assert.equal(await playUntil(world, () => false, 1000, { settle }), false);
  });
});
