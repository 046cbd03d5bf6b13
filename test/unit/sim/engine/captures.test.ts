import assert from "node:assert/strict";
import { withCaptures, type Captured } from "../../../../sim/engine/captures.js";

interface Made { made: object; site: number; captured: Captured | null }

/** Run a script with its functions in functions told of. */
function run(code: string, from?: number): { value: unknown; all: Made[] } {
  const all: Made[] = [];
  const capture = (made: object, site: number, captured: Captured | null): object => {
    all.push({ made, site, captured });
    return made;
  };
  const value: unknown = new Function("captureMade", withCaptures(code, from) + "\nreturn result;")(capture);
  return { value, all };
}

// Goal: nothing that a function goes on using of the functions around it is hidden.
describe("captured variables", () => {
  it("tells of variables, parameters and functions, and sets them", () => {
    const { value, all } = run("var result=make(7);function make(n){var b=1;function step(){b+=n;return tell()}function tell(){return b}return{step:step,more:function(){return step()+1}}}");
    const counter = value as { step(): number; more(): number };
    const of = (made: object): Captured => all.find((one) => one.made === made)!.captured!;
    assert.equal(counter.step(), 8);
    assert.deepEqual(of(counter.step)().filter((one) => typeof one === "number").sort(), [7, 8]);
    assert.deepEqual(of(counter.more)(), [counter.step]);
    const before = of(counter.step)();
    assert.equal(counter.more(), 16);
    of(counter.step)(before);
    assert.equal(counter.step(), 15, "as if one step had not been");
    of(counter.more)([() => 99]);
    assert.equal(counter.more(), 100, "a declared function can be another too");
  });
  it("keeps apart what has one name in several places", () => {
    const { value, all } = run("var result=outer(1);function outer(n){return function(x){return (function(n){return n+x})(n+1)}}");
    assert.equal((value as (x: number) => number)(10), 12);
    assert.deepEqual(all[0]!.captured!(), [1]);
    assert.deepEqual(all[1]!.captured!(), [10], "the inner n is its own");
  });
  it("tells of a function that uses nothing, and of none at the top", () => {
    const { all } = run("var kept=5;function top(){return kept}var result=(function(){return[function(){return kept},function own(){return own}]})();top();", 100);
    assert.deepEqual(all.map((one) => one.captured), [null, null]);
    assert.ok(all[0]!.site > 100 && all[1]!.site > all[0]!.site);
  });
  it("leaves constants as they are, and sets what stands beside them", () => {
    const { value, all } = run("var result=make();function make(){const fixed={n:1};let free=2;return function(){return fixed.n+free++}}");
    const before = all[0]!.captured!();
    assert.equal((value as () => number)(), 3);
    all[0]!.captured!(before);
    assert.equal((value as () => number)(), 3);
  });
  it("says what it cannot do", () => {
    for (const code of ["function f(){return()=>1}", "function f(){if(1){function g(){}}}", "function f(values){return function(){return values}}"]) assert.throws(() => withCaptures(code), /memory cannot be looked at/, code);
  });
});
