import assert from "node:assert/strict";
import type { Ports } from "../../../../hal/ports.js";
import { createNodeEngine } from "../../../../sim/engine/node.js";

/** Run one expression as a terminal's program and return what it logs. */
async function logged(program: string): Promise<string[]> {
  const lines: string[] = [];
  const engine = createNodeEngine("postern=function(ports){" + program + "}");
  await engine.start({ log: (line: string) => { lines.push(String(line)); } } as unknown as Ports);
  assert.equal(engine.settle(), null);
  await engine.stop();
  return lines;
}

/** What ESPRUINO facts 1.5 lists as missing, and what our library leaves out on purpose. */
const MISSING = [
  "typeof Map", "typeof Set", "typeof Symbol", "typeof Proxy", "typeof Reflect", "typeof BigInt", "typeof Intl", "typeof TextEncoder",
  "typeof setTimeout", "typeof Date", "typeof Promise", "typeof console", "typeof WebAssembly", "typeof process", "typeof require",
  "typeof [].flat", "typeof [].at", "typeof [].findLast", "typeof [].keys", 'typeof "".at', 'typeof "".codePointAt', 'typeof "".normalize',
  'typeof "".matchAll', "typeof Number", "typeof Math.trunc", "typeof Math.imul", "typeof Object.freeze", "typeof Array",
  "typeof Uint8Array.from", "typeof new Uint8Array(1).slice", "typeof new Uint8Array(1).filter", "typeof new Uint8Array(1).at", "typeof /a/.test",
];

// Goal: the desktop fails where the board would, and runs what the board runs.
describe("sim/engine/node", () => {
  for (const what of MISSING) {
    it("has no " + what.replace("typeof ", ""), async () => assert.deepEqual(await logged("ports.log(" + what + ")"), ["undefined"]));
  }

  it("has what the firmware may use", async () => {
    const program =
      'var a = new Uint8Array([1, 2, 3]), s = "", c; for (c of a.subarray(1)) s += c; for (c of "xy") s += c; a.fill(0); a.set([7], 1);' +
      'ports.log(s + a[1] + "5".padStart(3, "0") + [1, 2].map(function (x) { return x * 2; }).join("-") + Math.floor(1.5) + JSON.stringify({ k: Object.keys({ z: 1 }) }) + String.fromCharCode(65) + parseInt("11", 2) + isNaN(0 / 0) + "a,b".split(",").length);' +
      'try { throw new Error("here"); } catch (e) { ports.log(e.message); }';
    assert.deepEqual(await logged(program), ['23xy70052-41{"k":["z"]}A3true2', "here"]);
  });

  it("finds what a string ends in the middle of, as the interpreter does", async () => {
    // Each pair was measured on Espruino 2v29, x86 builds with and without unicode strings.
    const program = 'ports.log(["ab".indexOf("bc"), "abb".indexOf("bc"), "xabc".indexOf("abd"), "a".indexOf("ab"), "abab".indexOf("ab", 1), "aab".indexOf("ab", 1), "ab".replace("bc", "X"), "ab".split("bc").length, "abc".indexOf("c")].join(" "))';
    assert.deepEqual(await logged(program), ["1 2 -1 -1 2 1 aX 1 2"]);
  });

  it("forgets everything at the next start", async () => {
    const lines: string[] = [];
    const engine = createNodeEngine("var count=0;postern=function(ports){count++;ports.log(count)}");
    const ports = { log: (line: string) => { lines.push(String(line)); } } as unknown as Ports;
    await engine.start(ports);
    await engine.start(ports);
    assert.deepEqual(lines, ["1", "1"]);
  });

  it("lets what the bundle throws reach the caller", async () => {
    await assert.rejects(logged('throw new Error("place")'), /place/);
  });
});
