import { fullAncestor } from "acorn-walk";
import { isFunction, type Node, type Report } from "./checker.js";
import { MISSING_GLOBALS, MISSING_ITERATORS, MISSING_METHODS, MISSING_STATICS, WRONG_METHODS } from "./known-names.js";

/** Every name that the text itself declares, whatever the scope: enough to tell own names from globals. */
function ownNames(tree: Node): Set<string> {
  const names = new Set<string>(["undefined", "arguments", "NaN", "Infinity"]);
  fullAncestor(tree, (node: Node) => {
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier") names.add(node.id.name);
    if (isFunction(node)) {
      if (node.id) names.add(node.id.name);
      for (const param of node.params) if (param.type === "Identifier") names.add(param.name);
    }
    if (node.type === "CatchClause" && node.param?.type === "Identifier") names.add(node.param.name);
    if (node.type === "ImportSpecifier" || node.type === "ImportNamespaceSpecifier" || node.type === "ImportDefaultSpecifier") names.add(node.local.name);
    if (node.type === "ClassDeclaration") names.add(node.id.name);
    // An assignment at the top of the bundle is how it hands its entry to the board.
    if (node.type === "AssignmentExpression" && node.left.type === "Identifier" && node.left.name === "postern") names.add("postern");
  });
  return names;
}

/** True when the identifier stands for a value and is not a member name or a key. */
function isReference(node: Node, parent: Node): boolean {
  if (parent.type === "MemberExpression") return parent.object === node || parent.computed;
  if (parent.type === "Property") return parent.value === node || parent.shorthand;
  if (parent.type === "ExportSpecifier" || parent.type === "ImportSpecifier") return false;
  return true;
}

/** Refuse globals, statics and methods that the interpreter does not have or that answer wrongly (ESPRUINO facts 1.4 and 1.5). */
export function nameRules(tree: Node, globals: ReadonlySet<string>, report: Report): void {
  const own = ownNames(tree);
  fullAncestor(tree, (node: Node, _state: unknown, ancestors: Node[]) => {
    const parent = ancestors.at(-2);
    if (node.type === "Identifier" && parent && isReference(node, parent)) {
      if (node.name === "of") report(node, "variable named of");
      else if (!own.has(node.name) && MISSING_GLOBALS.has(node.name)) report(node, "missing global " + node.name);
      else if (!own.has(node.name) && !globals.has(node.name)) report(node, "unknown global " + node.name);
    }
    if (node.type === "MemberExpression" && !node.computed) memberRules(node, parent, own, report);
  });
}

function memberRules(node: Node, parent: Node, own: Set<string>, report: Report): void {
  const name: string = node.property.name;
  const object: string = node.object.type === "Identifier" && !own.has(node.object.name) ? node.object.name : "";
  if (Object.hasOwn(MISSING_STATICS, object) && MISSING_STATICS[object]!.includes(name)) report(node, "missing static " + object + "." + name);
  if (MISSING_METHODS.has(name)) report(node, "missing method ." + name);
  if (Object.hasOwn(WRONG_METHODS, name)) report(node, "." + name + " " + WRONG_METHODS[name]);
  const called = parent?.type === "CallExpression" && parent.callee === node && parent.arguments.length === 0;
  if (called && object !== "Object" && MISSING_ITERATORS.has(name)) report(node, "missing method ." + name + "()");
  if (node.object.type === "MemberExpression" && node.object.property.name === "prototype" && node.object.object.name === "Array") report(node, "Array.prototype." + name + " is undefined");
}
