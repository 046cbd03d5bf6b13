import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { makeBundle } from "../../../tools/bundle.js";
import { KEY_PATH } from "../../../tools/front.js";
import { readdirSync, readFileSync } from "node:fs";

// Goal: the chain joins modules into one script that defines one global and answers as the modules do.
describe("tools/bundle", () => {
  it("joins, shortens and exposes the named global", async () => {
    const entry = 'import { assert } from "./firmware/core/assert.js"; function twice(n: number): number { assert(n > 0, "twice.n"); return n * 2; } sample = twice;';
    const made = await makeBundle({ entry, global: "sample", drivers: false }).catch((error: Error) => error);
    assert.ok(made instanceof Error && /unknown global sample/.test(made.message), "a global that is not the terminal's is refused");
    const good = await makeBundle({ entry: entry.replaceAll("sample", "postern"), global: "postern", drivers: false });
    const context: { postern?: (n: number) => number } = {};
    runInNewContext(good.code, context);
    assert.equal(context.postern?.(4), 8);
    assert.throws(() => context.postern?.(0), /twice\.n/);
    assert.deepEqual(good.modules.map((one) => one.file), ["firmware/core/assert.ts"]);
  });

  it("puts what lies between a key and the display first, by names that the firmware has", () => {
    const files = readdirSync("firmware", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const sources = files.map((file) => readFileSync("firmware/" + file, "utf8")).join("\n");
    for (const name of KEY_PATH) assert.match(sources, new RegExp("^(export )?function " + name + "[(<]", "m"), name);
  });
  it("shortens no name to one that every object of the interpreter answers to", async () => {
    const names = Array.from({ length: 1500 }, (_, at) => "member" + at);
    const made = await makeBundle({ entry: "postern = function (one: any) { return [" + names.map((name) => "one." + name).join(", ") + "]; };", global: "postern", drivers: false });
    assert.ok(new Set(made.code.match(/\.[\w$]+/g)).size >= names.length);
    assert.doesNotMatch(made.code, /\.(on|emit|clone)\b/);
  });
});
