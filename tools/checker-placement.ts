import { full } from "acorn-walk";
import { isFunction, type Node, type Report } from "./checker.js";

/** Rules about where a construct stands (ESPRUINO facts 1.2 and 1.6). Hoisting is only asked of the finished bundle: the chain does it. */
export function placementRules(node: Node, ancestors: Node[], stage: "module" | "bundle", report: Report): void {
  if (node.type === "SwitchStatement") {
    const index = node.cases.findIndex((one: Node) => one.test === null);
    if (index >= 0 && index < node.cases.length - 1) report(node.cases[index], "default is not the last case");
  }
  if ((node.type === "ThrowStatement" || node.type === "ReturnStatement") && insideFinally(ancestors)) report(node, "throw or return inside finally");
  if (node.type === "Identifier" && node.name === "arguments") {
    const owner = ancestors.slice(0, -1).reverse().find(isFunction);
    if (owner?.type === "ArrowFunctionExpression") report(node, "arguments inside an arrow function");
  }
  if (/^For(In|Of)?Statement$/.test(node.type)) loopRule(node, report);
  if (stage === "bundle") hoistRules(node, ancestors, report);
}

function insideFinally(ancestors: Node[]): boolean {
  for (let at = ancestors.length - 2; at > 0; at--) {
    if (isFunction(ancestors[at])) return false;
    if (ancestors[at - 1].type === "TryStatement" && ancestors[at - 1].finalizer === ancestors[at]) return true;
  }
  return false;
}

/** A closure in a loop sees one shared binding of the header's variable; the chain also turns bindings of the body into one. */
function loopRule(loop: Node, report: Report): void {
  const header = loop.left ?? loop.init;
  const blockScoped = (header?.type === "VariableDeclaration" && header.kind !== "var") || holdsLet(loop.body);
  if (!blockScoped) return;
  full(loop.body, (inner: Node) => {
    if (isFunction(inner)) report(inner, "closure inside a loop that declares variables");
  });
}

function holdsLet(body: Node): boolean {
  return body.type === "BlockStatement" && body.body.some((one: Node) => one.type === "VariableDeclaration" && one.kind !== "var");
}

function hoistRules(node: Node, ancestors: Node[], report: Report): void {
  const parent = ancestors.at(-2);
  if (node.type === "FunctionDeclaration" && Array.isArray(parent?.body)) {
    const before = parent.body.slice(0, parent.body.indexOf(node));
    if (before.some((one: Node) => one.type !== "FunctionDeclaration" && !one.directive && !isBare(one))) report(node, "function declaration is not first in its block");
  }
  if (node.type !== "VariableDeclaration") return;
  if (node.kind !== "var") report(node, node.kind + " left in the bundle");
  const grandparent = ancestors.at(-3);
  const top = parent?.type === "Program" || (parent?.type === "BlockStatement" && grandparent && isFunction(grandparent));
  if (!top) report(node, "var that is not at the top of a function");
}

/** `var a, b;`: a name that is entered, and nothing done yet. */
function isBare(node: Node): boolean {
  return node.type === "VariableDeclaration" && node.declarations.every((one: Node) => !one.init);
}
