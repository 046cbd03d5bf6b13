import assert from "node:assert/strict";
import sinon from "sinon";
import { networks, endRigs } from "./rigs.js";

/** Longer than a dial that gives up. */
const LONG_MS = 10_000;
const bytesOf = (text: string): Uint8Array => Buffer.from(text, "latin1");

for (const { name, make } of networks) {
  describe("hal/network of the " + name, () => {
    // Goal: the contract of hal/network.ts: one connection, bytes whole and in order, silence after our own close.
    afterEach(endRigs);
    function open(): ReturnType<typeof make> & { onBytes: sinon.SinonSpy; onClosed: sinon.SinonSpy } {
      const rig = make();
      const onBytes = sinon.spy();
      const onClosed = sinon.spy();
      const done = sinon.spy();
      rig.network.onBytes(onBytes);
      rig.network.onClosed(onClosed);
      rig.network.connect("host.test", 1000, done);
      sinon.assert.notCalled(done);
      rig.pass(LONG_MS);
      sinon.assert.calledOnceWithExactly(done, null);
      return { ...rig, onBytes, onClosed };
    }
    it("carries every byte value both ways", () => {
      const { network, heard, answer, pass, onBytes } = open();
      const all = String.fromCharCode(...Array.from({ length: 256 }, (_value, index) => index));
      answer((bytes) => [{ afterMs: 10, send: bytesOf(bytes) }]);
      const done = sinon.spy();
      network.send(all, done);
      sinon.assert.notCalled(done);
      pass(LONG_MS);
      sinon.assert.calledOnceWithExactly(done, null);
      assert.equal(heard(), all);
      assert.equal(onBytes.args.map((args) => String(args[0])).join(""), all);
    });
    it("keeps what is sent in order", () => {
      const { network, heard, pass } = open();
      network.send("one", () => {});
      network.send("two", () => {});
      pass(LONG_MS);
      assert.equal(heard(), "onetwo");
    });
    it("tells an unknown name from a line that does not open", () => {
      const { network, pass } = make();
      const done = sinon.spy();
      network.connect("nobody.test", 1000, done);
      pass(LONG_MS);
      network.connect("host.test", 2, done);
      pass(LONG_MS);
      assert.deepEqual(done.args, [["hostUnknown"], ["lineDown"]]);
    });
    it("refuses a second connection and bytes before the first is up", () => {
      const { network, pass } = make();
      const first = sinon.spy(), second = sinon.spy(), early = sinon.spy();
      network.send("x", early);
      pass(100);
      network.connect("host.test", 1000, first);
      network.connect("host.test", 1000, second);
      sinon.assert.notCalled(second);
      pass(LONG_MS);
      sinon.assert.calledOnceWithExactly(early, "lineDown");
      sinon.assert.calledOnceWithExactly(first, null);
      sinon.assert.calledOnceWithExactly(second, "notReady");
    });
    it("tells once that the far side closed, after its last bytes", () => {
      const { network, answer, pass, onBytes, onClosed } = open();
      answer(() => [{ afterMs: 5, send: bytesOf("bye"), close: true }]);
      network.send("x", () => {});
      pass(LONG_MS);
      sinon.assert.calledOnceWithExactly(onBytes, "bye");
      sinon.assert.calledOnce(onClosed);
      assert.ok(onBytes.calledBefore(onClosed));
      const done = sinon.spy();
      network.send("y", done);
      pass(LONG_MS);
      sinon.assert.calledOnceWithExactly(done, "lineDown");
    });
    it("drops every callback of a connection we close", () => {
      const { network, answer, pass, onBytes, onClosed, hangUps } = open();
      answer(() => [{ afterMs: 50, send: bytesOf("late") }]);
      const done = sinon.spy();
      network.send("x", done);
      network.close();
      network.close();
      pass(LONG_MS);
      sinon.assert.notCalled(done);
      sinon.assert.notCalled(onBytes);
      sinon.assert.notCalled(onClosed);
      assert.equal(hangUps(), 1);
    });
    it("drops the dial under way when it is closed, and can dial again", () => {
      const { network, pass } = make();
      const dropped = sinon.spy(), again = sinon.spy();
      network.connect("host.test", 1000, dropped);
      network.close();
      network.connect("host.test", 1000, again);
      pass(LONG_MS);
      sinon.assert.notCalled(dropped);
      sinon.assert.calledOnceWithExactly(again, null);
    });
    it("breaks when the cable is pulled, and shows no bars", () => {
      const { network, unplug, pass, onClosed } = open();
      assert.ok(network.bars() > 0 && network.bars() <= 4);
      unplug();
      pass(LONG_MS);
      sinon.assert.calledOnce(onClosed);
      assert.equal(network.bars(), 0);
      const done = sinon.spy();
      network.connect("host.test", 1000, done);
      pass(LONG_MS);
      sinon.assert.calledOnceWithExactly(done, "lineDown");
    });
  });
}
