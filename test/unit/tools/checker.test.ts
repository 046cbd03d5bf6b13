import assert from "node:assert/strict";
import { check } from "../../../tools/checker.js";
import { LIBRARY } from "../../../tools/bundle.js";
import { checkModule } from "../../../tools/module-check.js";

const globals = new Set([...LIBRARY].filter((name) => name !== "Symbol"));

/** Construct, and part of the refusal it must get. Source of each row: ESPRUINO facts 1.1 to 1.6, 2.2. */
const REFUSED: readonly [string, string][] = [
  ["const a = [1, ...b];", "spread"],
  ["function f(...a) { return a; }", "rest"],
  ["const { a } = o;", "destructuring"],
  ["const [a] = o;", "destructuring"],
  ["function f(a = 1) { return a; }", "default value"],
  ["o?.a;", "optional chaining"],
  ["x: for (;;) break x;", "label"],
  ["o`a`;", "tagged template"],
  ["async function f() { await g(); }", "async"],
  ["function* f() { yield 1; }", "generator"],
  ["class A {}", "class"],
  ["class A { b = 1; }", "class field"],
  ["const a = 2 ** 3;", "operator **"],
  ["let a; a ??= 1;", "operator ??="],
  ["const o = { [k]: 1 };", "computed key"],
  ["const o = { get default() { return 1; } };", "accessor named default"],
  ["const a = 1n;", "BigInt"],
  ["const r = /a{2}/;", "regular expression feature"],
  ["const r = /a?/;", "regular expression feature"],
  ["const r = /(?:a)/;", "regular expression feature"],
  ["const r = /a/m;", "regular expression flag"],
  ["let a = 4; const c = a++ / 2;", "x++/y"],
  ['const a = `${f("}")}`;', "brace inside a string"],
  ["new new A()();", "new new"],
  ["const a = []; a.length = 0;", "assignment to .length"],
  ['const a = "ab"[-1];', "negative or fractional index"],
  ["const a = 1 << 32;", "shift count"],
  ["switch (1) { default: break; case 2: break; }", "default is not the last"],
  ["function f() { try { g(); } finally { return 1; } }", "inside finally"],
  ["function f() { return () => arguments; }", "arguments inside an arrow"],
  ["for (let i = 0; i < 3; i++) { f(function () { return i; }); }", "closure inside a loop"],
  ["for (;;) { const i = 1; f(function () { return i; }); }", "closure inside a loop"],
  ["const a = new Map();", "missing global Map"],
  ["const a = Symbol();", "missing global Symbol"],
  ["setTimeout(f, 1);", "unknown global setTimeout"],
  ["const a = Number.isInteger(1);", "missing static Number.isInteger"],
  ["const a = Math.trunc(1);", "missing static Math.trunc"],
  ["const a = Object.freeze({});", "missing static Object.freeze"],
  ["const a = Uint8Array.from([1]);", "missing static Uint8Array.from"],
  ["const a = [[1]].flat();", "missing method .flat"],
  ['const a = "a".at(0);', "missing method .at"],
  ["const a = [1].keys();", "missing method .keys()"],
  ["const a = (1.5).toFixed(1);", ".toFixed truncates"],
  ["const a = Array.prototype.slice;", "Array.prototype.slice is undefined"],
  ["let of = 1;", "variable named of"],
  ['const a = "\u00e9";', "outside ASCII"],
];

// Goal: whatever the interpreter lacks or does differently in silence is refused, at its own line.
describe("tools/checker", () => {
  for (const [text, what] of REFUSED) {
    it("refuses " + text, () => {
      const findings = check("const one = 1;\n" + text, { globals: new Set([...globals, "f", "g", "b", "o", "k", "A"]), stage: "module" });
      const hit = findings.find((finding) => finding.what.includes(what));
      assert.ok(hit, "found: " + JSON.stringify(findings));
      assert.equal(hit.line, 2);
    });
  }

  it("refuses in a bundle what only matters there", () => {
    const whats = check("f();\nfunction f() { if (f) { var a = 1; } return a; }\nlet b = 2;", { globals: new Set(), stage: "bundle" }).map((one) => one.what);
    assert.deepEqual(whats, ["function declaration is not first in its block", "var that is not at the top of a function", "let left in the bundle"]);
  });

  it("reports a text that does not parse", () => {
    assert.equal(check("let a = ;", { globals, stage: "module" })[0]?.line, 1);
  });

  it("accepts the restricted style", () => {
    const text = 'const a = new Uint8Array(8);\nexport function f(n) {\n  for (let i = 0; i < n; i++) a[i] = i >>> 1;\n  for (const c of "ab") parseInt(c, 16);\n  return { f, n: n ?? 0, s: "x".padStart(3, "0") };\n}';
    assert.deepEqual(check(text, { globals, stage: "module" }), []);
  });

  it("names the author's file and line, past types and comments", () => {
    const text = "/** Two\n * lines. */\ninterface A { b: number }\n\n// one more\nexport function f(a: A): number[] {\n  return [1, ...[a.b as number]];\n}\n";
    assert.deepEqual(checkModule("firmware/x.ts", text, globals), ["firmware/x.ts:7: spread"]);
  });
});
