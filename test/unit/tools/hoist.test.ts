import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { minify, type MinifyOptions } from "terser";
import { check } from "../../../tools/checker.js";
import { hoist } from "../../../tools/hoist.js";

async function hoisted(source: string): Promise<string> {
  const made = await minify(hoist(source) as never, { compress: false, mangle: false, parse: { spidermonkey: true } } as unknown as MinifyOptions);
  return made.code!;
}

/** Programs that leave their answer in `out`. */
const PROGRAMS: Record<string, string> = {
  "call above the declaration": "var out = f(); function f() { return g() + 1; } function g() { return 1; }",
  "two blocks with one name": "function f(x) { let r = ''; if (x) { const a = 'x'; r += a; } { const a = 'y'; r += a; } return r; } var out = f(1);",
  "inner name hides outer": "function f(a) { { let a = 5; a++; } for (let a = 0; a < 2; a++) {} return a; } var out = f(7);",
  "closures of two blocks": "function f() { const list = []; { const a = 1; list.push(function () { return a; }); } { const a = 2; list.push(function () { return a; }); } return list[0]() + ',' + list[1](); } var out = f();",
  "let without value in a loop": "function f() { let r = ''; for (let i = 0; i < 3; i++) { let seen; if (i === 1) seen = i; r += seen; } return r; } var out = f();",
  "var in a branch not taken": "function f(x) { if (x) { var y = 1; } return y; } var out = String(f(0));",
  "for-of and for-in headers": "function f() { let r = ''; for (const c of 'abc') r += c; for (const k in { a: 1, b: 2 }) r += k; for (let i = 0, j = 3; i < j; i++) r += i; return r; } var out = f();",
  "switch with block names": "function f(x) { switch (x) { case 1: { const a = 'one'; return a; } case 2: { const a = 'two'; return a; } default: return '?'; } } var out = f(2) + f(1);",
  "catch parameter": "function f() { let e = 'kept'; try { throw 'x'; } catch (e) { let m = e; e = m; } return e; } var out = f();",
  "var that repeats a parameter": "function f(a) { var a; return a; } var out = f(3);",
  "function in a block": "function f(x) { if (x) { const r = g(); function g() { return 4; } return r; } } var out = f(1);",
  "recursion through a named expression": "var out = (function fact(n) { return n < 2 ? 1 : n * fact(n - 1); })(5);",
  "shorthand keys and members of the same name": "function f() { const a = 1; { const a = 2; const o = { a }; return o.a + a; } } var out = f();",
};

// Goal: moving declarations changes nothing that a program can see, and leaves nothing that the interpreter needs hoisted.
describe("tools/hoist", () => {
  for (const [name, source] of Object.entries(PROGRAMS)) {
    it(name, async () => {
      const code = await hoisted(source);
      assert.equal(runInNewContext(code + ";out", {}), runInNewContext(source + ";out", {}));
      assert.deepEqual(check(code, { globals: new Set(["String"]), stage: "bundle" }).map((one) => one.what), []);
    });
  }

  it("puts the functions named most often first", async () => {
    const code = await hoisted("function rare() {} function often() {} often(); often(); rare();");
    assert.ok(code.indexOf("function often") < code.indexOf("function rare"));
  });

  it("puts variables that a loop reads before others, in a function and at the top", async () => {
    const code = await hoisted("var rare = 1, often = 2; function f(n) { let once = 1; let turn = 0; for (let i = 0; i < n; i++) turn += often; return turn + once; } var out = f(3) + rare;");
    assert.match(code, /var often[,;].*rare/s);
    assert.match(code, /var turn,i,once|var i,turn,once/);
    assert.equal(runInNewContext(code + ";out", {}), 8);
  });

  it("gives functions of the interpreter a name of ours, and leaves members and own functions of that name alone", async () => {
    const code = await hoisted("function f(x) { return parseInt(x, 10) + parseInt('2', 10) + { parseInt: 4 }.parseInt; } var out = f('1');");
    assert.equal(code.split("parseInt(").length, 1, code);
    assert.equal(runInNewContext(code + ";out", {}), 7);
    assert.doesNotMatch(await hoisted("function isNaN(x) { return x; } var out = isNaN(1) + isNaN(2);"), /isNaN\$/);
  });
});
