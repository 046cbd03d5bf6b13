import * as acorn from "acorn";
import { minify, type MinifyOptions } from "terser";
import type { Node } from "./checker.js";
import { children, resolve } from "./scopes.js";
import { STAGE_FILE, mapOption, type StageMap } from "./source-maps.js";

/** A script cut into what is always in memory and what is loaded when it is entered. */
export interface Parts {
  core: string;
  /** By name: an expression that evaluates to `[the overlay, what forgets it]`, seeing the core's names as globals. */
  overlays: Map<string, string>;
  /** Of each, "" for the core; empty when none was given. */
  maps: Map<string, string>;
}

/** The entry gives an overlay by assigning it to this and its name. */
export const OVERLAY_PREFIX = "overlay_";

/** One statement at the top, with the name it defines ("" for none), the top-level names that it reads, and where it changes some of them. */
interface Unit { node: Node; defines: string; reads: Set<string>; changes: Map<string, Node>; declares: boolean }

/** Members of lists and typed arrays that change them. */
const CHANGERS = new Set(["push", "pop", "shift", "unshift", "splice", "fill", "sort", "reverse", "set"]);

/**
 * Cut a hoisted and shortened script: what only an overlay reaches leaves the core for the overlay's own text. What two
 * overlays share and the core does not is in both, and goes with them, so overlays must not keep anything at their top level that changes.
 * Errors: an Error where one plainly does: by assignment, `delete` or a member that changes a list. What changes under another name is not seen.
 */
export async function partition(code: string, map: StageMap = null): Promise<Parts> {
  const program: Node = acorn.parse(code, { ecmaVersion: 2022, sourceType: "script", locations: true, sourceFile: STAGE_FILE });
  const { units, names } = readUnits(program);
  const overlays = units.filter((unit) => unit.defines.startsWith(OVERLAY_PREFIX));
  if (overlays.length === 0) return { core: code, overlays: new Map(), maps: new Map(map === null ? [] : [["", map]]) };
  const roots = units.filter((unit) => !unit.declares && (unit.defines === "" || (!names.has(unit.defines) && !unit.defines.startsWith(OVERLAY_PREFIX))));
  const inCore = reach(units, roots);
  const maps = new Map<string, string>();
  const printed = async (name: string, body: Node[]): Promise<string> => {
    const made = await print(body, map);
    if (made.map !== null) maps.set(name, made.map);
    return made.code;
  };
  const parts: Parts = { core: await printed("", pick(units, (unit) => roots.includes(unit) || inCore.has(unit.defines), inCore)), overlays: new Map(), maps };
  for (const overlay of overlays) {
    const own = new Set([...reach(units, [overlay])].filter((name) => !inCore.has(name)));
    const body = pick(units, (unit) => own.has(unit.defines), own);
    const value = overlay.node.expression.right;
    const name = overlay.defines.slice(OVERLAY_PREFIX.length);
    for (const unit of units) {
      const [changed, at] = [...unit.changes].find(([one]) => own.has(one) && (unit === overlay || own.has(unit.defines))) ?? [];
      if (at !== undefined) throw new Error(`overlay ${name} changes ${changed} of its top level, which is forgotten whenever the overlay goes: ${code.slice(at.start, at.end)}`);
    }
    parts.overlays.set(name, await printed(name, [expression(body, value, [...own])]));
  }
  return parts;
}

function readUnits(program: Node): { units: Unit[]; names: Set<string> } {
  const bindings = resolve(program).filter((binding) => binding.owner === program);
  const owner = new Map<Node, string>();
  for (const binding of bindings) for (const use of binding.uses) owner.set(use, binding.name);
  const names = new Set(bindings.map((binding) => binding.name));
  const units: Unit[] = [];
  const words = new Map<string, string>();
  for (const node of (program.body as Node[]).flatMap(single)) {
    const assigned = node.type === "ExpressionStatement" && node.expression.type === "AssignmentExpression" && node.expression.left.type === "Identifier";
    const defines = node.type === "FunctionDeclaration" ? node.id.name : assigned ? node.expression.left.name : "";
    const declares = node.type === "VariableDeclaration";
    if (assigned && typeof node.expression.right.value === "string") words.set(defines, node.expression.right.value);
    units.push({ node, defines, reads: declares ? new Set() : readsOf(node, owner), changes: new Map(), declares });
  }
  for (const unit of units) if (!unit.declares) noteChanges(unit.defines !== "" && unit.node.type === "ExpressionStatement" ? unit.node.expression.right : unit.node, owner, words, unit.changes);
  return { units, names };
}

/** `a = 1, b = 2;` is two statements. */
function single(node: Node): Node[] {
  if (node.type !== "ExpressionStatement" || node.expression.type !== "SequenceExpression") return [node];
  return node.expression.expressions.map((one: Node) => ({ type: "ExpressionStatement", expression: one }));
}

function readsOf(node: Node, owner: Map<Node, string>): Set<string> {
  const found = new Set<string>();
  function visit(at: Node): void {
    const name = owner.get(at);
    if (name !== undefined) found.add(name);
    for (const one of children(at)) visit(one);
  }
  visit(node);
  return found;
}

/** Where top-level names, or parts of them, get another value. @param words  Texts with a name of their own: `list[p](1)` where `p = "push"`. */
function noteChanges(at: Node, owner: Map<Node, string>, words: Map<string, string>, found: Map<string, Node>): void {
  const changed = changedBy(at, words);
  const name = changed === null ? undefined : owner.get(rootOf(changed));
  if (name !== undefined && !found.has(name)) found.set(name, at);
  for (const one of children(at)) noteChanges(one, owner, words, found);
}

function changedBy(at: Node, words: Map<string, string>): Node | null {
  if (at.type === "AssignmentExpression" || at.type === "ForOfStatement" || at.type === "ForInStatement") return at.left;
  if (at.type === "UpdateExpression" || (at.type === "UnaryExpression" && at.operator === "delete")) return at.argument;
  if (at.type !== "CallExpression" || at.callee.type !== "MemberExpression") return null;
  const member = at.callee.property;
  const word = member.type === "Literal" ? member.value : at.callee.computed ? words.get(member.name) : member.name;
  return CHANGERS.has(word) ? at.callee.object : null;
}

/** What `a.b[0]` is a part of. */
function rootOf(node: Node): Node {
  return node.type === "MemberExpression" ? rootOf(node.object) : node;
}

function reach(units: Unit[], roots: Unit[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...roots];
  for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
    for (const name of unit.reads) {
      if (found.has(name)) continue;
      found.add(name);
      waiting.push(...units.filter((one) => one.defines === name));
    }
  }
  return found;
}

/** The statements that are wanted, in their order, with bare declarations of the wanted names only. */
function pick(units: Unit[], wanted: (unit: Unit) => boolean, names: Set<string>): Node[] {
  const picked: Node[] = [];
  for (const unit of units) {
    if (!unit.declares) {
      if (wanted(unit)) picked.push(unit.node);
      continue;
    }
    const declarations = unit.node.declarations.filter((one: Node) => names.has(one.id.name));
    if (declarations.length > 0) picked.push({ ...unit.node, declarations });
  }
  return picked;
}

/**
 * `(function(){...; return [value, function(){a = b = void 0}]})()`: functions and their scope hold each other, and the
 * interpreter frees such a ring only in a collection; the second function breaks it.
 */
function expression(body: Node[], value: Node, names: string[]): Node {
  const nothing = { type: "UnaryExpression", operator: "void", prefix: true, argument: { type: "Literal", value: 0, raw: "0" } };
  const forget = names.reduce((right: Node, name) => ({ type: "AssignmentExpression", operator: "=", left: { type: "Identifier", name }, right }), nothing);
  const forgetter = { type: "FunctionExpression", id: null, params: [], body: { type: "BlockStatement", body: [{ type: "ExpressionStatement", expression: forget }] } };
  const result = { type: "ReturnStatement", argument: { type: "ArrayExpression", elements: [value, forgetter] } };
  const whole = { type: "FunctionExpression", id: null, params: [], body: { type: "BlockStatement", body: [...body, result] } };
  return { type: "ExpressionStatement", expression: { type: "CallExpression", callee: whole, arguments: [], optional: false } };
}

async function print(body: Node[], map: StageMap): Promise<{ code: string; map: StageMap }> {
  const program = { type: "Program", sourceType: "script", body } as unknown as string;
  const made = await minify(program, {
    ecma: 2015, compress: false, mangle: false, parse: { spidermonkey: true } as MinifyOptions["parse"] & object,
    format: { ecma: 2015, comments: false, ascii_only: true }, ...mapOption(map),
  });
  return { code: made.code!, map: map === null ? null : String(made.map) };
}
