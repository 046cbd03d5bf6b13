import assert from "node:assert/strict";
import fc from "fast-check";
import sinon from "sinon";
import type { Clock } from "../../../hal/clock.js";
import type { Done } from "../../../hal/errors.js";
import type { Network } from "../../../hal/network.js";
import { createLink, FRAME_BYTES_MAX } from "../../../firmware/host/link.js";
import { bytesOf } from "../../support/hex.js";
import { session } from "../../support/messages.js";

/** A network whose answers the test gives by hand. */
function fakeNetwork() {
  let onBytes: (bytes: string) => void = () => {};
  let onClosed: () => void = () => {};
  const port = {
    connect: sinon.spy(), send: sinon.spy(), close: sinon.spy(), signal: () => 4,
    onBytes: (listener: ((bytes: string) => void) | null) => { onBytes = listener ?? (() => {}); },
    onClosed: (listener: (() => void) | null) => { onClosed = listener ?? (() => {}); },
  };
  return {
    port, network: port as unknown as Network,
    bytes: (text: string) => onBytes(text),
    closed: () => onClosed(),
    connected: (error: Parameters<Done>[0]) => (port.connect.lastCall.args[2] as Done)(error),
    sent: (error: Parameters<Done>[0]) => (port.send.lastCall.args[1] as Done)(error),
  };
}

function openLink() {
  const net = fakeNetwork();
  const clock = { after: sinon.spy((_delayMs: number, fire: () => void) => { setImmediate(fire); return 1; }) };
  const link = createLink(net.network, clock as unknown as Clock);
  const frames: string[] = [];
  const ends: string[] = [];
  const done = sinon.spy();
  link.listen((payload) => frames.push(payload), (why) => ends.push(why));
  return { net, link, frames, ends, done, clock };
}
function connected() {
  const all = openLink();
  all.link.exchange("host", 8583, "request", all.done);
  all.net.connected(null);
  all.net.sent(null);
  return all;
}

const reply = bytesOf(session["saleR"] as string);
const echo = bytesOf(session["echo"] as string);

describe("host/link", () => {
  // Goal: whatever pieces the line delivers, the frames in them come out whole and in order, or the link says why it gave up.
  it("connects, sends, and reports once", () => {
    const { net, link, done } = openLink();
    assert.equal(link.state(), "closed");
    link.exchange("host", 8583, "request", done);
    assert.equal(link.state(), "connecting");
    sinon.assert.calledOnceWithMatch(net.port.connect, "host", 8583);
    sinon.assert.notCalled(net.port.send);
    net.connected(null);
    assert.equal(link.state(), "open");
    sinon.assert.calledOnceWithMatch(net.port.send, "request");
    sinon.assert.notCalled(done);
    net.sent(null);
    sinon.assert.calledOnceWithExactly(done, null, true);
  });

  it("uses the open connection for the next frame", () => {
    const { net, link, done } = connected();
    link.exchange("host", 8583, "second", done);
    sinon.assert.calledOnce(net.port.connect);
    sinon.assert.calledTwice(net.port.send);
  });

  it("is closed again after a failed connect, and connects anew", () => {
    const { net, link, done } = openLink();
    link.exchange("host", 8583, "request", done);
    net.connected("hostUnknown");
    sinon.assert.calledOnceWithExactly(done, "hostUnknown", false);
    assert.equal(link.state(), "closed");
    link.exchange("host", 8583, "request", done);
    sinon.assert.calledTwice(net.port.connect);
  });

  it("drops a connection that takes no bytes", () => {
    const { net, link, done, ends } = openLink();
    link.exchange("host", 8583, "request", done);
    net.connected(null);
    net.sent("lineDown");
    sinon.assert.calledOnceWithExactly(done, "lineDown", true);
    assert.deepEqual([link.state(), ends], ["closed", []]);
  });

  it("is not ready while connecting, and says so later", async () => {
    const { link, done } = openLink();
    const second = sinon.spy();
    link.exchange("host", 8583, "request", done);
    link.exchange("host", 8583, "again", second);
    sinon.assert.notCalled(second);
    await new Promise((resolve) => setImmediate(resolve));
    sinon.assert.calledOnceWithExactly(second, "notReady", false);
  });

  it("puts frames together from any pieces", () => {
    const stream = reply + echo + reply + reply;
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }), (sizes) => {
      const { net, frames, ends } = connected();
      let at = 0;
      for (let turn = 0; at < stream.length; turn++) {
        const size = sizes[turn % sizes.length] as number;
        net.bytes(stream.slice(at, at + size));
        at += size;
      }
      assert.deepEqual(frames, [reply, echo, reply, reply].map((whole) => whole.slice(2)));
      assert.deepEqual(ends, []);
    }));
  });

  it("delivers byte by byte, only when the last byte is there", () => {
    const { net, frames } = connected();
    for (const byte of reply.slice(0, -1)) net.bytes(byte);
    assert.equal(frames.length, 0);
    net.bytes(reply.slice(-1));
    assert.deepEqual(frames, [reply.slice(2)]);
  });

  for (const [name, length] of [["no length", 0], ["a length above the limit", FRAME_BYTES_MAX + 1], ["the largest number", 65535]] as const) {
    it(`gives up on ${name}`, () => {
      const { net, link, frames, ends } = connected();
      net.bytes(String.fromCharCode(length >> 8, length & 255) + reply);
      net.bytes(reply);
      assert.deepEqual([frames, ends, link.state()], [[], ["badLength"], "closed"]);
      sinon.assert.calledOnce(net.port.close);
    });
  }

  it("takes a frame of exactly the limit", () => {
    const { net, frames } = connected();
    net.bytes(String.fromCharCode(FRAME_BYTES_MAX >> 8, FRAME_BYTES_MAX & 255) + "x".repeat(FRAME_BYTES_MAX));
    assert.equal((frames[0] as string).length, FRAME_BYTES_MAX);
  });

  it("forgets half a frame when the line breaks", () => {
    const { net, link, frames, ends, done } = connected();
    net.bytes(reply.slice(0, 50));
    net.closed();
    assert.deepEqual([ends, link.state()], [["lineDown"], "closed"]);
    link.exchange("host", 8583, "request", done);
    net.connected(null);
    net.bytes(reply);
    assert.deepEqual(frames, [reply.slice(2)]);
  });

  it("ignores what comes after it closed", () => {
    const { net, link, frames, ends } = connected();
    link.close();
    net.bytes(reply);
    net.closed();
    assert.deepEqual([frames, ends], [[], []]);
  });

  it("may be closed by its own listener between two frames", () => {
    const { net, link } = connected();
    const seen = sinon.spy(() => link.close());
    link.listen(seen, () => {});
    net.bytes(reply + reply);
    sinon.assert.calledOnce(seen);
  });
});
