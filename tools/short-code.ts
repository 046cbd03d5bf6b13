import * as acorn from "acorn";
import { isFunction, type Node } from "./checker.js";
import { children, resolve } from "./scopes.js";

// For boards whose flash is smaller than the program: the same program in fewer characters, at the price of a look-up more
// for each name that is shared. docs/adr/0027-cut-down-terminal.md.

/** Functions of the interpreter's objects that need no `this`. */
const LONG_WAYS = ["String.fromCharCode", "Math.floor", "Math.min", "Math.max"];
/** What a name of its own costs: the declaration, the string, and the two characters that it is written with. */
const NAME_BYTES = 12;
const USE_BYTES = 4;

const identifier = (name: string): Node => ({ type: "Identifier", name });
const declaration = (name: string, init: Node): Node => ({ type: "VariableDeclaration", kind: "var", declarations: [{ type: "VariableDeclarator", id: identifier(name), init }] });

function everyNode(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of children(node)) everyNode(child, visit);
}

function pays(uses: number, bytes: number): boolean {
  return uses * (bytes - USE_BYTES) > bytes + NAME_BYTES;
}

/** `Math.floor(x)` becomes `floor$(x)` wherever it stands often. */
function shareFunctions(program: Node): void {
  for (const way of LONG_WAYS) {
    const [object, member] = way.split(".") as [string, string];
    const found: Node[] = [];
    everyNode(program, (node) => {
      if (node.type === "MemberExpression" && !node.computed && node.object.type === "Identifier" && node.object.name === object && node.property.name === member) found.push(node);
    });
    if (!pays(found.length, way.length)) continue;
    for (const node of found) {
      for (const part of Object.keys(node)) delete node[part];
      Object.assign(node, identifier(member + "$"));
    }
    program.body.unshift(declaration(member + "$", { type: "MemberExpression", object: identifier(object), property: identifier(member), computed: false, optional: false }));
  }
}

/** `new Uint8Array` under a name of its own. */
function shareGlobals(program: Node, globals: ReadonlySet<string>): void {
  const own = new Set(resolve(program).flatMap((binding) => binding.uses));
  const uses = new Map<string, Node[]>();
  function visit(node: Node, parent: Node | null): void {
    if (node.type === "Identifier" && globals.has(node.name) && !own.has(node) && parent?.type !== "UnaryExpression") {
      const isName = (parent?.type === "MemberExpression" && parent.property === node && !parent.computed) || (parent?.type === "Property" && parent.key === node);
      if (!isName) uses.set(node.name, [...(uses.get(node.name) ?? []), node]);
    }
    for (const child of children(node)) visit(child, node);
  }
  visit(program, null);
  for (const [name, nodes] of uses) {
    if (!pays(nodes.length, name.length)) continue;
    for (const node of nodes) node.name = name + "$";
    program.body.unshift(declaration(name + "$", identifier(name)));
  }
}

/** `text.charCodeAt(0)` becomes `text[charCodeAt$](0)`, and the name is one character after shortening. @param kept  Members that no one may shorten. */
function shareMembers(program: Node, kept: ReadonlySet<string>): void {
  const uses = new Map<string, Node[]>();
  everyNode(program, (node) => {
    if (node.type === "MemberExpression" && !node.computed && kept.has(node.property.name)) uses.set(node.property.name, [...(uses.get(node.property.name) ?? []), node]);
  });
  for (const [name, nodes] of uses) {
    if (!pays(nodes.length, name.length + 1)) continue;
    for (const node of nodes) {
      node.computed = true;
      node.property = identifier("$" + name);
    }
    program.body.unshift(declaration("$" + name, { type: "Literal", value: name, raw: JSON.stringify(name) }));
  }
}

/** What the reader of a bug would see beside its place, and what a board without room does without. */
function dropAssertionTexts(program: Node): void {
  everyNode(program, (node) => {
    if (node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "assert") node.arguments.length = 1;
  });
}

/** Give what is written often and cannot be shortened a name that can. @param kept  Members with names of the interpreter.  @param globals  Functions of the interpreter. */
export function shareNames(program: Node, kept: ReadonlySet<string>, globals: ReadonlySet<string>): void {
  dropAssertionTexts(program);
  shareFunctions(program);
  shareGlobals(program, globals);
  shareMembers(program, kept);
}

function mentions(node: Node, name: string): boolean {
  let found = false;
  everyNode(node, (one) => { if (one.type === "Identifier" && one.name === name) found = true; });
  return found;
}

/** Assignments at the beginning of a list of statements: `a = 1; b = 2, c = 3;`. */
function leading(body: Node[], from: number): { node: Node; last: boolean }[] {
  const found: { node: Node; last: boolean }[] = [];
  for (const statement of body.slice(from)) {
    if (statement.type !== "ExpressionStatement") break;
    const parts: Node[] = statement.expression.type === "SequenceExpression" ? statement.expression.expressions : [statement.expression];
    const whole = parts.every((part) => part.type === "AssignmentExpression" && part.operator === "=" && part.left.type === "Identifier");
    if (!whole) break;
    found.push(...parts.map((node, index) => ({ node, last: index === parts.length - 1 })));
  }
  return found;
}

interface Edit { start: number; end: number; text: string }

/** `var a, b; a = 1;` becomes `var b, a = 1;`: as soon, and two characters less. Null when there is nothing to join. */
function joined(code: string, holder: Node): Edit | null {
  const body: Node[] = holder.body;
  const at = body.findLastIndex((one, index) => one.type === "VariableDeclaration" && body.slice(0, index).every((before) => before.type === "FunctionDeclaration" || before.type === "VariableDeclaration"));
  if (at < 0 || body[at].declarations.some((one: Node) => one.init !== null)) return null;
  const open = new Set<string>(body[at].declarations.map((one: Node) => one.id.name));
  const made: Node[] = [];
  let end = 0;
  const run = leading(body, at + 1);
  for (const [index, { node, last }] of run.entries()) {
    const name = node.left.name;
    if (!open.has(name) || mentions(node.right, name) || made.some((one) => mentions(one.right, name))) break;
    open.delete(name);
    made.push(node);
    if (last) end = index + 1;
  }
  if (end === 0) return null;
  const kept = made.slice(0, end);
  const names = [...body[at].declarations.map((one: Node) => one.id.name).filter((name: string) => !kept.some((one) => one.left.name === name)), ...kept.map((one) => code.slice(one.start, one.end))];
  const after = body.findIndex((one) => one.end > kept.at(-1)!.end - 1 && one.start <= kept.at(-1)!.start && one.type === "ExpressionStatement");
  return { start: body[at].start, end: body[after].end, text: "var " + names.join(",") + (code.charAt(body[after].end - 1) === ";" ? ";" : "") };
}

/** Join declarations with the assignments that follow them, in every function. */
export function joinDeclarations(code: string): string {
  let text = code;
  // From the inside out, one function at a time: an edit moves everything around it.
  for (let before = ""; before !== text;) {
    before = text;
    const edits: Edit[] = [];
    everyNode(acorn.parse(text, { ecmaVersion: 2022, sourceType: "script" }), (node) => {
      if (!isFunction(node) || node.body.type !== "BlockStatement") return;
      const edit = joined(text, node.body);
      if (edit !== null) edits.push(edit);
    });
    const inner = edits.filter((one) => !edits.some((other) => other !== one && other.start >= one.start && other.end <= one.end));
    for (const edit of inner.sort((one, other) => other.start - one.start)) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  }
  return text;
}
