import { readFileSync } from "node:fs";
import * as acorn from "acorn";
import { transformSync } from "esbuild";
import { flow } from "../firmware/flow/chart.js";
import { overlays as charts } from "../firmware/flow/overlays.js";
import type { Node } from "./checker.js";
import { join } from "node:path";
import type { KindFile } from "../firmware/txn/kind-file.js";
import { root } from "../sim/paths.js";
import type { CutFlow, Wanted } from "./cut.js";

/** Lists of functions in the order of names: which file exports which. */
const CORE_LISTS: Record<string, { list: string; names: "guards" | "updates" | "effects" }> = {
  "flow/guards.ts": { list: "guardList", names: "guards" },
  "flow/updates.ts": { list: "updateList", names: "updates" },
  "app/effects.ts": { list: "effectList", names: "effects" },
};

/** Take elements out of the source of an array: those whose name is not kept. Errors: an Error when names and elements differ in number. */
function without(code: string, array: Node, names: readonly string[], kept: readonly string[], where: string): string {
  if (array.elements.length !== names.length) throw new Error(where + ": " + array.elements.length + " functions for " + names.length + " names");
  const texts = array.elements.filter((_one: Node, index: number) => kept.includes(names[index]!)).map((one: Node) => code.slice(one.start, one.end));
  return code.slice(0, array.start) + "[" + texts.join(",\n") + "]" + code.slice(array.end);
}

const declared = (program: Node, name: string): Node => (program.body as Node[])
  .map((one) => (one.type === "ExportNamedDeclaration" ? one.declaration : one))
  .flatMap((one) => (one?.type === "VariableDeclaration" ? one.declarations : one?.type === "FunctionDeclaration" ? [one] : []))
  .find((one: Node) => one.id.name === name);

/** What an overlay says its part is: an array, a constant that is one, or either with one of another module behind it. */
interface Given { whole: Node; own: Node; imported: boolean }

function givenOf(program: Node, overlay: string, part: string): Given {
  const result = declared(program, overlay).body.body.find((one: Node) => one.type === "ReturnStatement").argument;
  const whole = result.properties.find((one: Node) => one.key.name === part).value;
  const joins = whole.type === "CallExpression";
  const first = joins ? whole.callee.object : whole;
  return { whole, own: first.type === "Identifier" ? declared(program, first.name).init : first, imported: joins };
}

/** The same overlay with those functions of a part that are kept. Errors: an Error when of another module's some are kept and some are not. */
function withoutPart(code: string, overlay: string, part: string, names: readonly string[], kept: readonly string[]): string {
  const { whole, own, imported } = givenOf(parsed(code), overlay, part);
  if (!imported) return without(code, own, names, kept, overlay + " " + part);
  const count = own.elements.length;
  const behind = names.slice(count);
  const used = behind.filter((name) => kept.includes(name)).length;
  if (used !== 0 && used !== behind.length) throw new Error(overlay + " " + part + ": of " + behind.join(", ") + " only some are used");
  const joined = used > 0 ? code : code.slice(0, whole.callee.object.end) + code.slice(whole.end);
  return without(joined, givenOf(parsed(joined), overlay, part).own, names.slice(0, count), kept, overlay + " " + part);
}

/** Of a kind that has nothing beside its record. */
export const plain = (kind: KindFile): boolean => !kind.adds.includes("onTop") && !kind.adds.includes("tags") && !kind.asks.some((question) => !["approval", "trace", "rrn", "date", "authCode"].includes(question));

/** Modules that a smaller one stands in for where what they are for is not wanted; it exports what is used of them. */
const SMALLER: Record<string, { by: string; where: (wanted: Wanted) => boolean }> = {
  "firmware/text/view.ts": { by: "firmware/small/view.ts", where: () => true },
  "firmware/app/menu-glass.ts": { by: "firmware/small/menu-glass.ts", where: () => true },
  "firmware/text/text-of.ts": { by: "firmware/small/text-of.ts", where: () => true },
  "firmware/card/bins.ts": { by: "firmware/small/bins.ts", where: (wanted) => !wanted.overlays.includes("live") },
  "firmware/txn/extra.ts": { by: "firmware/small/extra.ts", where: (wanted) => wanted.kinds.every(plain) && !wanted.overlays.includes("note") },
  "firmware/app/approval.ts": { by: "firmware/small/approval.ts", where: (wanted) => !wanted.overlays.includes("allow") },
  "firmware/app/people.ts": { by: "firmware/small/people.ts", where: (wanted) => !wanted.overlays.includes("people") },
  "firmware/app/card-lists.ts": { by: "firmware/small/card-lists.ts", where: (wanted) => !wanted.overlays.includes("live") },
  "hal/espruino/diary-storage.ts": { by: "hal/espruino/small/diary-storage.ts", where: (wanted) => !wanted.overlays.includes("diag") },
  "hal/espruino/native-storage.ts": { by: "hal/espruino/small/native-storage.ts", where: () => true },
  "hal/espruino/glyphs.ts": { by: "hal/espruino/small/glyphs.ts", where: (wanted) => !wanted.languages.includes("zh") },
};

/** The module that stands in for another in a cut-down terminal, as an absolute path; null for the others. */
export function smallerModule(file: string, wanted: Wanted): string | null {
  const path = file.replaceAll("\\", "/");
  const found = Object.entries(SMALLER).find(([name]) => path === root.replaceAll("\\", "/") + "/" + name);
  return found !== undefined && found[1].where(wanted) ? join(root, found[1].by) : null;
}

const parsed = (code: string): Node => acorn.parse(code, { ecmaVersion: 2022, sourceType: "module" });

/**
 * The text of a source of the flow's functions with only those that the cut flow names; null for other sources.
 * @param file  Absolute path.
 */
export function cutSource(file: string, cut: CutFlow): string | null {
  const path = file.replaceAll("\\", "/");
  const core = Object.entries(CORE_LISTS).find(([name]) => path.endsWith("/firmware/" + name));
  const overlay = /\/firmware\/overlay\/(\w+)\.ts$/.exec(path)?.[1];
  if (core === undefined && overlay === undefined) return null;
  let code = transformSync(readFileSync(file, "utf8"), { loader: "ts", target: "es2022" }).code;
  if (core !== undefined) {
    const { list, names } = core[1];
    return without(code, declared(parsed(code), list).init, flow[names], cut.core[names], path);
  }
  const kept = cut.overlays.get(overlay!);
  if (kept === undefined) return null;
  for (const part of ["guards", "updates", "effects"] as const) code = withoutPart(code, overlay!, part, charts[overlay!]![part], kept[part]);
  return code;
}
