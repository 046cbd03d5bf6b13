import assert from "node:assert/strict";
import sinon from "sinon";
import { scanners, endRigs } from "./rigs.js";

for (const { name, make } of scanners) {
  describe("hal/scanner of the " + name, () => {
    // Goal: the contract of hal/scanner.ts: a code once and whole, never one too long, none kept for later.
    afterEach(endRigs);
    it("reports each code once, as it stands on the phone, after the call that asked for it", () => {
      const { scanner, show, pass } = make();
      const heard = sinon.spy();
      scanner.onCode(heard);
      show("134500000000000011");
      sinon.assert.notCalled(heard);
      pass(1000);
      show("CPN-10-0001");
      pass(1000);
      assert.deepEqual(heard.args, [["134500000000000011"], ["CPN-10-0001"]]);
    });
    it("takes 512 characters and leaves out more", () => {
      const { scanner, show, pass } = make();
      const heard = sinon.spy();
      scanner.onCode(heard);
      show("7".repeat(513));
      pass(3000);
      sinon.assert.notCalled(heard);
      show("8".repeat(512));
      pass(3000);
      assert.deepEqual(heard.args, [["8".repeat(512)]]);
    });
    it("is dark while nobody listens: nothing is kept for later", () => {
      const { scanner, show, pass } = make();
      show("134500000000000011");
      pass(1000);
      const heard = sinon.spy();
      scanner.onCode(heard);
      pass(1000);
      scanner.onCode(null);
      show("134500000000000011");
      pass(1000);
      sinon.assert.notCalled(heard);
      scanner.onCode(heard);
      show("CPN-10-0001");
      pass(1000);
      sinon.assert.calledOnceWithExactly(heard, "CPN-10-0001");
    });
  });
}
