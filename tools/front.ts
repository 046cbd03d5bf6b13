import type { Node } from "./checker.js";
import { children, resolve } from "./scopes.js";

// The interpreter keeps the names of a scope in a linear list and passes 60 to 80 x86 instructions a name (ESPRUINO facts
// 4, "global read"). What is read often therefore stands first, in every scope and above all at the top.

/** How many times more a line inside a loop is read than one outside. */
const LOOP_WEIGHT = 4;

/** Functions of the interpreter that are not objects: each use would walk the whole top level and then its own tables. */
const SHORTCUTS = ["parseInt", "isNaN"];

/**
 * Objects that the interpreter looks up at the top level whenever a method of a string, an array or a number is used, and
 * that it enters there when they are first named: by then three hundred names of ours would stand before them.
 */
const LOOKED_UP = ["Object", "String", "Array", "Math", "Uint8Array", "ArrayBufferView", "Int32Array", "JSON", "Number", "E", "Function"];

/** Statements that go before a bundle; `typeof`, because outside the interpreter some of the names do not exist. */
export const LOOK_UP_FIRST = LOOKED_UP.map((name) => "typeof " + name + ";").join("");

/**
 * Functions between a key and what it changes on the display, each called once a key: their text is short, so that a count of
 * it alone would leave them in the middle. Before everything else at the top level.
 */
export const KEY_PATH: readonly string[] = [
  "step", "take", "post", "show", "startTimer", "light", "timerMs", "enter", "drawScreen", "update", "shownValue", "placeOf", "formatMinor", "drawPart", "draw", "drawValue",
];

function weigh(node: Node, weight: number, weights: Map<string, number>): void {
  if (node.type === "Identifier") weights.set(node.name, (weights.get(node.name) ?? 0) + weight);
  const inner = /^(For|While|DoWhile)/.test(node.type) ? weight * LOOP_WEIGHT : weight;
  for (const child of children(node)) weigh(child, inner, weights);
}

/** Give functions of the interpreter that are used more than once a short name of ours, which then stands near the front. */
export function shortcutFunctions(program: Node): void {
  const own = new Set(resolve(program).flatMap((binding) => binding.uses));
  for (const name of SHORTCUTS) {
    const uses = globalUses(program, name, own);
    if (uses.length < 2) continue;
    for (const use of uses) use.name = name + "$";
    program.body.unshift({
      type: "VariableDeclaration", kind: "var",
      declarations: [{ type: "VariableDeclarator", id: { type: "Identifier", name: name + "$" }, init: { type: "Identifier", name } }],
    });
  }
}

function globalUses(node: Node, name: string, own: Set<Node>): Node[] {
  if (node.type === "Identifier") return node.name === name && !own.has(node) ? [node] : [];
  return children(node).flatMap((child) => {
    const memberName = (node.type === "MemberExpression" && node.property === child && !node.computed) || (node.type === "Property" && node.key === child && !node.computed);
    return memberName ? [] : globalUses(child, name, own);
  });
}

/**
 * The body of a function or of the script with bare declarations of `names`, and among them its functions, in the order of
 * how often its text reads them; then its statements.
 */
export function frontFirst(names: readonly string[], holder: Node): Node[] {
  const weights = new Map<string, number>();
  weigh(holder, 1, weights);
  if (holder.type === "Program") for (const name of KEY_PATH) if (weights.has(name)) weights.set(name, Infinity);
  const functions = new Map<string, Node>();
  const rest: Node[] = [];
  for (const one of holder.body as Node[]) {
    if (one.type === "FunctionDeclaration") functions.set(one.id.name, one);
    else rest.push(one);
  }
  const ordered: Node[] = [];
  const all = [...names, ...functions.keys()].sort((one, other) => (weights.get(other) ?? 0) - (weights.get(one) ?? 0));
  for (const name of all) {
    const made = functions.get(name);
    const last = ordered.at(-1);
    if (made !== undefined) ordered.push(made);
    else if (last?.type === "VariableDeclaration") last.declarations.push(bare(name));
    else ordered.push({ type: "VariableDeclaration", kind: "var", declarations: [bare(name)] });
  }
  return [...ordered, ...rest];
}

function bare(name: string): Node {
  return { type: "VariableDeclarator", id: { type: "Identifier", name }, init: null };
}
