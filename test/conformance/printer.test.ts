import assert from "node:assert/strict";
import sinon from "sinon";
import { printers, endRigs } from "./rigs.js";

/** Longer than any line or cut takes. */
const LONG_MS = 2000;

for (const { name, make } of printers) {
  describe("hal/printer of the " + name, () => {
    // Goal: the contract of hal/printer.ts: one call at a time, line by line, done once and later, and nothing on paper when it failed.
    afterEach(endRigs);
    it("prints the very bytes, line by line, and answers once and later", () => {
      const { printer, printed, pass } = make();
      const done = sinon.spy();
      assert.equal(printer.columns, 32);
      printer.printLines("\x1b@A\xd2\xf8\n", done);
      sinon.assert.notCalled(done);
      pass(LONG_MS);
      sinon.assert.calledOnceWithExactly(done, null);
      printer.printLines("B\n", done);
      pass(LONG_MS);
      sinon.assert.calledTwice(done);
      assert.equal(printed(), "\x1b@A\xd2\xf8\nB\n");
    });
    it("prints the lines of one call one after the other and answers once", () => {
      const { printer, printed, pass } = make();
      const done = sinon.spy();
      const second = sinon.spy();
      printer.printLines("A\n\nC\n", done);
      pass(100);
      assert.match(printed(), /^A\n\n?$/);
      printer.printLines("X\n", second);
      printer.endReceipt(second);
      pass(LONG_MS);
      sinon.assert.calledOnceWithExactly(done, null);
      assert.deepEqual(second.args, [["notReady"], ["notReady"]]);
      assert.equal(printed(), "A\n\nC\n");
    });
    it("stops at the line for which there is no paper, and drops those after it", () => {
      const { printer, printed, paperOut, pass } = make();
      const done = sinon.spy();
      printer.printLines("A\nB\nC\nD\n", done);
      pass(100);
      paperOut();
      pass(LONG_MS);
      sinon.assert.calledOnceWithExactly(done, "noPaper");
      assert.equal(printed(), "A\nB\n");
    });
    it("refuses a second line while the first is under way, and prints only the first", () => {
      const { printer, printed, pass } = make();
      const first = sinon.spy();
      const second = sinon.spy();
      printer.printLines("A\n", first);
      printer.printLines("B\n", second);
      sinon.assert.notCalled(second);
      pass(LONG_MS);
      sinon.assert.calledOnceWithExactly(first, null);
      sinon.assert.calledOnceWithExactly(second, "notReady");
      assert.equal(printed(), "A\n");
    });
    it("prints nothing of a line without paper, and goes on after a new roll", () => {
      const { printer, printed, paperOut, loadPaper, pass } = make();
      const done = sinon.spy();
      paperOut();
      printer.printLines("A\n", done);
      sinon.assert.notCalled(done);
      pass(LONG_MS);
      printer.endReceipt(done);
      pass(LONG_MS);
      assert.deepEqual(done.args, [["noPaper"], ["noPaper"]]);
      assert.equal(printed(), "");
      loadPaper();
      printer.printLines("A\n", done);
      pass(LONG_MS);
      assert.equal(done.lastCall.args[0], null);
      assert.equal(printed(), "A\n");
    });
    it("says when the head is hot, and prints the same line when it is not", () => {
      const { printer, printed, headHot, pass } = make();
      const done = sinon.spy();
      headHot(true);
      printer.printLines("A\n", done);
      pass(LONG_MS);
      headHot(false);
      printer.printLines("A\n", done);
      pass(LONG_MS);
      assert.deepEqual(done.args, [["headHot"], [null]]);
      assert.equal(printed(), "A\n");
    });
    it("cuts at the end of a receipt", () => {
      const { printer, cuts, pass } = make();
      const done = sinon.spy();
      printer.printLines("A\n", done);
      pass(LONG_MS);
      printer.endReceipt(done);
      sinon.assert.calledOnce(done);
      pass(LONG_MS);
      assert.deepEqual(done.args, [[null], [null]]);
      assert.equal(cuts(), 1);
    });
  });
}
