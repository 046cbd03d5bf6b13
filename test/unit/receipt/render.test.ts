// Goal: a slip's lines carry the right control bytes, the right copy, and nothing for what is not there.
import assert from "node:assert/strict";
import iconv from "iconv-lite";
import { slipText } from "../../../firmware/receipt/render.js";
import { PLACES } from "../../../firmware/text/keys.js";
import { compileSlip } from "../../../tools/compile-slip.js";

const values: Record<string, string> = { total: "12.30", basket: "a\nb", tid: "12345678", operator: "01" };
const byNumber = PLACES.map((name) => values[name] ?? "");
function lines(source: string, copy = "1", columns = 32): string[] {
  const text = slipText(compileSlip(source, copy, "LABEL", columns).toString("latin1"), byNumber);
  assert.equal(text.at(-1), "\n");
  return text.slice(0, -1).split("\n");
}

describe("receipt/render", () => {
  it("begins with printer and Chinese mode set", () => assert.deepEqual(lines("x"), ["\x1b@\x1c&x"]));
  it("centres, doubles and rules, and undoes it on the next line", () => {
    assert.deepEqual(lines("x\n=mid\n^{total}\n---\nend").slice(1), ["\x1ba\x01mid", "\x1ba\x00\x1d!\x1112.30", "\x1d!\x00" + "-".repeat(32), "end"]);
  });
  it("splits a line at its tab to both edges", () => {
    assert.deepEqual(lines("x\nleft\tright")[1], "left                       right");
    assert.deepEqual(lines("x\nTID: {tid}\tOp: {operator}")[1], "TID: 12345678             Op: 01");
    assert.deepEqual(lines("x\n" + "l".repeat(30) + "\tright")[1], "l".repeat(30) + " right");
  });
  it("refuses a value of unknown width beside a tab, and an unknown place", () => {
    assert.throws(() => compileSlip("{total}\tx", "1", "", 32), /total/);
    assert.throws(() => compileSlip("x\n{unheardOf}", "1", "", 32), /unheardOf/);
  });
  it("refuses a value in the line that sets the printer up, and too much between two values", () => {
    assert.throws(() => compileSlip("{total}", "1", "", 32), /first line/);
    assert.throws(() => compileSlip("x\n{total}\n" + "l".repeat(256) + "\n{total}", "1", "", 32), /255/);
  });
  it("leaves out a line with several values when one of them is empty, the last line too", () => {
    assert.deepEqual(lines("x\n{total} {auth} {total}\n{auth}").slice(1), []);
    assert.deepEqual(lines("x\n^{total}\n{auth}").slice(1), ["\x1d!\x1112.30", "\x1d!\x00"]);
  });
  it("prints lines of one copy on that copy only, and its label", () => {
    assert.deepEqual(lines("x\n1m\n2c\n1=s").slice(1), ["m", "\x1ba\x01s"]);
    assert.deepEqual(lines("x\n1m\n2c\n{copy}", "2").slice(1), ["c", "LABEL"]);
  });
  it("leaves a line out when its value is empty, with what it would have set but not what it undoes", () => {
    assert.deepEqual(lines("x\n?nothing {auth}\nsum {total}").slice(1), ["sum 12.30"]);
    assert.deepEqual(lines("x\n=mid\n={auth}\nend").slice(1), ["\x1ba\x01mid", "\x1ba\x00", "\x1ba\x00end"]);
  });
  it("fills the paper that the printer has", () => {
    assert.deepEqual(lines("x\n---\nleft\tright", "1", 48).slice(1), ["-".repeat(48), "left" + " ".repeat(39) + "right"]);
    assert.deepEqual(lines("x\n|{total}\nend").slice(1), ["\x1d!\x0112.30", "\x1d!\x00end"]);
  });
  it("breaks long words at the edge of the paper, between hanzi but never before a closing mark", () => {
    const gb = (text: string): string => iconv.encode(text, "gb18030").toString("latin1");
    assert.deepEqual(lines("x\n~one two three four", "1", 9).slice(1), ["one two", "three", "four"]);
    assert.deepEqual(lines("x\n~银行没有应答,结果未知。", "1", 12).slice(1), ["银行没有应", "答,结果未", "知。"].map(gb));
    assert.deepEqual(lines("x\n1~only here\nend", "2").slice(1), ["end"]);
  });
  it("prints a value of several lines as lines", () => assert.deepEqual(lines("x\n{basket}").slice(1), ["a", "b"]));
});
