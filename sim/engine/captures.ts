import * as acorn from "acorn";
import { isFunction, type Node } from "../../tools/checker.js";
import { children, resolve } from "../../tools/scopes.js";

/** Variables of the functions around it that a function uses: their values in order, after they are set to those given. */
export type Captured = (values?: readonly unknown[]) => unknown[];

/** What is called where a function is made inside another. @param site  Its place in the text. @param captured  Null when it uses nothing from around it. */
export type Capture = <F extends object>(made: F, site: number, captured: Captured | null) => F;

/** The name of {@link Capture} in what {@link withCaptures} gives. */
export const CAPTURE = "captureMade";

/** A function in another, with what it uses from around it. */
interface Inner { node: Node; around: Node; names: Set<string>; fixed: Set<string> }

/** Functions in functions, by node. */
function innersOf(program: Node): Map<Node, Inner> {
  const inners = new Map<Node, Inner>();
  function visit(node: Node, around: Node | null): void {
    if (isFunction(node) && around !== null) inners.set(node, { node, around, names: new Set(), fixed: new Set() });
    for (const one of children(node)) visit(one, isFunction(node) ? node : around);
  }
  visit(program, null);
  return inners;
}

/** Which functions each identifier stands in, from the inside out. */
function aroundOf(program: Node): Map<Node, Node[]> {
  const around = new Map<Node, Node[]>();
  function visit(node: Node, makers: Node[]): void {
    if (node.type === "Identifier") around.set(node, makers);
    const own = isFunction(node) ? [node, ...makers] : makers;
    // The name of a declaration stands in the function around it.
    for (const one of children(node)) visit(one, node.type === "FunctionDeclaration" && one === node.id ? makers : own);
  }
  visit(program, []);
  return around;
}

/**
 * A script that says of every function which is made inside another what that goes on using from around it, so that a terminal's
 * whole memory can be looked at and put back.
 * @param code  In the restricted style: functions in functions are declared at the top of a body or are expressions.
 * @param from  Added to places, where those of several texts are to differ.
 */
export function withCaptures(code: string, from = 0): string {
  const program: Node = acorn.parse(code, { ecmaVersion: 2022, sourceType: "script" });
  const inners = innersOf(program);
  const around = aroundOf(program);
  for (const { name, owner, uses, constant } of resolve(program)) {
    if (!isFunction(owner)) continue;
    const fixed = constant || (owner.type === "FunctionExpression" && owner.id?.name === name && !owner.params.some((one: Node) => one.name === name));
    for (const use of uses) {
      for (const maker of around.get(use)!) {
        if (maker === owner) break;
        inners.get(maker)!.names.add(name);
        if (fixed) inners.get(maker)!.fixed.add(name);
      }
    }
  }
  const inserts: { at: number; text: string }[] = [];
  for (const { node, around: outer, names, fixed } of inners.values()) {
    if (node.type === "ArrowFunctionExpression") throw new Error("memory cannot be looked at with an arrow function");
    const given = `,${from + node.start},${names.size === 0 ? "null" : accessor([...names], fixed)})`;
    if (node.type === "FunctionDeclaration") {
      if (!outer.body.body.includes(node)) throw new Error("memory cannot be looked at with the function " + node.id.name + " in a block");
      inserts.push({ at: outer.body.start + 1, text: CAPTURE + "(" + node.id.name + given + ";" });
    } else inserts.push({ at: node.start, text: CAPTURE + "(" }, { at: node.end, text: given });
  }
  // What is inserted at one place stands in the order of the functions' ends.
  inserts.sort((one, other) => one.at - other.at);
  let text = "";
  let done = 0;
  for (const insert of inserts) {
    text += code.slice(done, insert.at) + insert.text;
    done = insert.at;
  }
  return text + code.slice(done);
}

/** Text of a {@link Captured}. @param fixed  Names that nothing can be assigned to. */
function accessor(names: readonly string[], fixed: ReadonlySet<string>): string {
  const sets = names.map((name, at) => (fixed.has(name) ? "" : name + "=values[" + at + "];")).join("");
  if (names.includes("values")) throw new Error("memory cannot be looked at with a variable called values");
  return `function(values){if(values){${sets}}return[${names.join(",")}]}`;
}
