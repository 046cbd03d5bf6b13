import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import * as acorn from "acorn";
import { full } from "acorn-walk";
import { transformSync } from "esbuild";
import { root } from "../sim/paths.js";
import { isFunction, type Node } from "../tools/checker.js";
import { children } from "../tools/scopes.js";

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" }).split("\n").filter((file) => file !== "" && existsSync(join(root, file)));
const sources = tracked.filter((file) => /\.tsx?$/.test(file));
const texts = new Map(tracked.filter((file) => !/\.(png|bin|gz|hex|woff2?)$/.test(file)).map((file) => [file, readFileSync(join(root, file), "utf8")]));

/** What a folder of the firmware may import; STYLE: imports point down this list and never up. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "firmware/main.ts": ["firmware/", "hal/"],
  "firmware/app/": ["firmware/app/", "firmware/flow/", "firmware/host/", "firmware/receipt/", "firmware/journal/", "firmware/txn/", "firmware/acquirer/", "firmware/text/", "firmware/iso8583/", "firmware/card/", "firmware/secure/", "firmware/machine/", "firmware/core/", "hal/"],
  "firmware/overlay/": ["firmware/", "hal/"],
  "firmware/flow/": ["firmware/flow/", "firmware/txn/", "firmware/machine/", "firmware/text/keys", "firmware/core/"],
  "firmware/host/": ["firmware/host/", "firmware/txn/", "firmware/acquirer/", "firmware/text/", "firmware/iso8583/", "firmware/card/", "firmware/secure/", "firmware/journal/record", "firmware/core/", "hal/"],
  "firmware/receipt/": ["firmware/receipt/", "firmware/text/", "firmware/journal/record", "firmware/txn/", "firmware/acquirer/", "firmware/core/"],
  "firmware/journal/": ["firmware/journal/", "firmware/core/", "hal/"],
  "firmware/trade/": ["firmware/trade/", "firmware/acquirer/"],
  "firmware/txn/": ["firmware/txn/", "firmware/core/", "hal/native"],
  "firmware/acquirer/": ["firmware/acquirer/", "firmware/iso8583/", "firmware/core/"],
  "firmware/text/": ["firmware/text/", "firmware/core/", "hal/native"],
  "firmware/iso8583/": ["firmware/iso8583/", "firmware/core/"],
  "firmware/card/": ["firmware/card/", "firmware/core/", "hal/native", "hal/magstripe"],
  "firmware/secure/": ["firmware/secure/", "firmware/core/", "hal/"],
  "firmware/machine/": ["firmware/machine/", "firmware/core/"],
  "firmware/core/": ["firmware/core/"],
  "hal/": ["hal/"],
};

function imports(file: string): string[] {
  const found: string[] = [];
  for (const match of texts.get(file)!.matchAll(/^(?:import|export)[^"';]*from "(\.[^"]+)"/gm)) found.push(normalize(join(dirname(file), match[1]!)));
  return found;
}

function refusedImports(file: string, targets: readonly string[]): string[] {
  const rule = Object.keys(MAY_IMPORT).find((folder) => file === folder || (folder.endsWith("/") && file.startsWith(folder)));
  if (rule === undefined) return [];
  const driver = (target: string) => target.startsWith("hal/espruino/") || target.startsWith("hal/bridge/");
  return targets.filter((target) => !MAY_IMPORT[rule]!.some((folder) => target.startsWith(folder)) || (driver(target) && !file.startsWith("hal/espruino/") && !file.startsWith("hal/bridge/")));
}

function linesOf(node: Node): number {
  return node.loc.end.line - node.loc.start.line + 1;
}

function outermost(node: Node): Node[] {
  return children(node).flatMap((child) => (isFunction(child) ? [child] : outermost(child)));
}

/** Functions above 60 lines, counted without types and comments; functions inside a factory count for themselves. */
function longFunctions(file: string): string[] {
  const stripped = transformSync(texts.get(file)!, { loader: file.endsWith("x") ? "tsx" : "ts", jsx: "automatic", format: "esm", target: "es2022" }).code;
  const found: string[] = [];
  full(acorn.parse(stripped, { ecmaVersion: 2022, sourceType: "module", locations: true }), (node: Node) => {
    if (!isFunction(node)) return;
    let lines = linesOf(node);
    for (const inner of outermost(node)) lines -= linesOf(inner) - 1;
    if (lines > 60) found.push((node.id?.name ?? "a function") + ", " + lines + " lines");
  });
  return found;
}

// Goal: the rules of the house that a machine can see hold for every file.
describe("tidy", () => {
  it("lets imports point down only", () => {
    assert.deepEqual(refusedImports("firmware/core/x.ts", ["firmware/host/y.js"]), ["firmware/host/y.js"]);
    assert.deepEqual(refusedImports("firmware/app/x.ts", ["hal/espruino/y.js"]), ["hal/espruino/y.js"]);
    assert.deepEqual(sources.flatMap((file) => refusedImports(file, imports(file)).map((target) => file + " imports " + target)), []);
  });

  it("keeps files at 250 lines and functions at 60 or less", () => {
    const code = tracked.filter((file) => /^(firmware|hal|sim|tools|bin)\/.*\.(tsx?|mjs)$/.test(file) && !file.endsWith(".d.ts"));
    const long = code.filter((file) => texts.get(file)!.split("\n").length > 251).map((file) => file + ", " + (texts.get(file)!.split("\n").length - 1) + " lines");
    const functions = code.filter((file) => /\.tsx?$/.test(file)).flatMap((file) => longFunctions(file).map((what) => file + ": " + what));
    assert.deepEqual([...long, ...functions], []);
  });

  it("has no regular expression on the device", () => {
    const found: string[] = [];
    for (const file of sources.filter((one) => /^(firmware|hal)\//.test(one) && !one.endsWith(".d.ts"))) {
      const stripped = transformSync(texts.get(file)!, { loader: "ts", format: "esm", target: "es2022" }).code;
      full(acorn.parse(stripped, { ecmaVersion: 2022, sourceType: "module" }), (node: Node) => {
        if (node.type === "Literal" && node.regex) found.push(file + ": " + node.raw);
      });
    }
    assert.deepEqual(found, []);
  });

  it("names no folder of a machine and no package registry", () => {
    const path = new RegExp(["/(?:home|Users|work|root)/[a-z]", "regis" + "try\\.(?:npmjs|yarnpkg)", "\"resolved\":"].join("|"));
    const found = [...texts].filter(([file, text]) => file !== "test/tidy.test.ts" && path.test(text)).map(([file, text]) => file + ": " + path.exec(text)![0]);
    assert.deepEqual(found, []);
  });

  it("runs every test", () => {
    const only = new RegExp("\\b(?:it|describe)\\.(?:on" + "ly)\\(");
    assert.deepEqual(sources.filter((file) => file.startsWith("test/") && only.test(texts.get(file)!)), []);
  });

  it("links only to files that exist", () => {
    const broken: string[] = [];
    for (const [file, text] of texts) {
      if (!file.endsWith(".md")) continue;
      for (const match of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
        if (!existsSync(join(root, dirname(file), decodeURI(match[1]!)))) broken.push(file + " -> " + match[1]);
      }
    }
    assert.deepEqual(broken, []);
  });
});
