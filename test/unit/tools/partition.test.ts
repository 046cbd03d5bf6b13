import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { partition } from "../../../tools/partition.js";

/** A core (what sets names that nothing declares) with one overlay, `one`, whose only function of its own is `f` with this body; `list` is that overlay's too. */
const overlayThat = (body: string): string =>
  `var count, list, made, seen, push; count = 0; list = [1, 2]; made = { to: { to: 1 } }; push = "push"; function both(x) { return x; } function f(x, seen) { ${body} } core = both(0); overlay_one = function () { return f(both(1), [0]) + count + list[0] + made.to.to + push; };`;

const SCRIPT = "var kept, word, twice; kept = [0]; word = 'w'; twice = 2; "
  + "function count() { return ++kept[0]; } function shared(x) { return x * twice; } function alone(x) { return word + shared(x); } "
  + "out = count; overlay_one = function () { return alone(count()); }; overlay_two = function () { return shared(count()); };";

/** What is evaluated where a core has run: the overlay, and what forgets it. */
type Laid = [() => unknown, () => void];

// Goal: a cut program does what the whole one does, and nothing that an overlay would have to remember is left in the overlay.
describe("tools/partition", () => {
  it("takes from the core what only overlays reach, and gives each a copy of what they share", async () => {
    const { core, overlays } = await partition(SCRIPT);
    assert.match(core, /function count\b/);
    assert.doesNotMatch(core, /shared|alone|word|twice|overlay_/);
    assert.deepEqual([...overlays.keys()], ["one", "two"]);
    assert.match(overlays.get("one")!, /function shared.*function alone/s);
    assert.match(overlays.get("two")!, /function shared/);
    assert.doesNotMatch(overlays.get("two")!, /alone|word/);
    assert.doesNotMatch(overlays.get("one")!, /function count|kept/);
  });

  it("keeps the answers, and what the core counts goes on from overlay to overlay", async () => {
    const { core, overlays } = await partition(SCRIPT);
    const context = {};
    runInNewContext(core, context);
    const [one, forget] = runInNewContext(overlays.get("one")!, context) as Laid;
    assert.equal(one(), "w2");
    const [two] = runInNewContext(overlays.get("two")!, context) as Laid;
    assert.equal(two(), 4);
    const [again] = runInNewContext(overlays.get("one")!, context) as Laid;
    assert.equal(again(), "w6");
    forget();
    assert.throws(one, /is not a function/);
  });

  it("leaves a script without overlays as it is", async () => {
    const { core, overlays } = await partition("var a; a = 1;");
    assert.equal(core, "var a; a = 1;");
    assert.equal(overlays.size, 0);
  });

  const REFUSED: Record<string, string> = {
    "count = 1": "count", "count += x": "count", "count++": "count", "list[0]++": "list", "list[x] = 3": "list", "made.to.to = 2": "made", "delete made.to": "made",
    "for (count of [1]) x++": "count", "if (x) { (function () { made.to = 3; })(); }": "made",
    "list.push(x)": "list", "list.pop()": "list", "list.splice(0, 1)": "list", "list.fill(0)": "list", "made.to.sort()": "made", "list['push'](x)": "list", "list[push](x)": "list",
  };
  for (const [body, name] of Object.entries(REFUSED)) {
    it("refuses an overlay with " + body, async () => {
      await assert.rejects(partition(overlayThat(body + "; return 1;")), new RegExp(`overlay one changes ${name} of its top level`));
    });
  }

  it("refuses it in the overlay's own function, too, and says where", async () => {
    await assert.rejects(partition("var tries; core = 1; tries = [0, 0]; overlay_one = function () { return tries[0]++; };"), /overlay one changes tries .*: tries\[0\]\+\+$/);
  });

  it("lets an overlay change what is not its top level", async () => {
    for (const body of ["x = 1; seen[0]++; seen.push(x)", "var list = []; list[0] = 1; list.push(2)", "var count; for (count of seen) x++", "list.concat(x); list.slice(0).push(x)", "x = { list: 1, count: list }"]) {
      const { overlays } = await partition(overlayThat(body + "; return 1;"));
      assert.match(overlays.get("one")!, /function f\(/, body);
    }
  });

  it("lets the core and overlays change what the core keeps", async () => {
    const script = "var kept, list; kept = 0; list = []; function add(x) { kept++; list.push(x); return kept; } out = add; overlay_one = function () { kept = 5; list[0] = kept; return add(1) + list.length; };";
    const { core, overlays } = await partition(script);
    const context = { kept: 0 };
    runInNewContext(core, context);
    const [one] = runInNewContext(overlays.get("one")!, context) as Laid;
    assert.equal(one(), 8);
    assert.equal(context.kept, 6);
  });
});
