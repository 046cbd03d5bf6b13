import * as acorn from "acorn";
import { fullAncestor } from "acorn-walk";
import { placementRules } from "./checker-placement.js";
import { nameRules } from "./checker-names.js";

/** One refusal: where in the checked text, and what the interpreter would do wrong with it. */
export interface Finding {
  /** From 1. */
  line: number;
  /** From 0. */
  column: number;
  what: string;
}

export interface CheckOptions {
  /** Values that exist outside the text: what the declaration files of the device declare. */
  globals: ReadonlySet<string>;
  /** `module`: one source module after type stripping. `bundle`: the finished script, where placement counts as well. */
  stage: "module" | "bundle";
}

/** A loose view of an ESTree node: the rules look at a few members of many kinds. */
// biome-ignore lint/suspicious/noExplicitAny: acorn's union type makes every rule a cascade of casts.
export type Node = any;
/** Reports a finding at a node. */
export type Report = (node: Node, what: string) => void;

/** Node kinds that the interpreter cannot parse, or parses into something else (ESPRUINO facts 1.1 and 1.3). */
const REFUSED_NODES: Record<string, string> = {
  SpreadElement: "spread",
  RestElement: "rest parameter or rest pattern",
  ObjectPattern: "destructuring",
  ArrayPattern: "destructuring",
  AssignmentPattern: "default value",
  ChainExpression: "optional chaining ?.",
  LabeledStatement: "label",
  WithStatement: "with",
  TaggedTemplateExpression: "tagged template",
  MetaProperty: "new.target or import.meta",
  YieldExpression: "generator",
  AwaitExpression: "await",
  ImportExpression: "import()",
  ClassDeclaration: "class",
  ClassExpression: "class",
  PropertyDefinition: "class field",
  StaticBlock: "static block",
  Super: "super",
  DebuggerStatement: "debugger",
};

/** The parents' kinds that are functions. */
export function isFunction(node: Node): boolean {
  return node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";
}

function syntaxRules(node: Node, ancestors: Node[], source: string, report: Report): void {
  const refused = REFUSED_NODES[node.type];
  if (refused !== undefined) report(node, refused);
  if (isFunction(node) && node.async) report(node, "async function");
  if (isFunction(node) && node.generator) report(node, "generator");
  if (node.type === "ForOfStatement" && node.await) report(node, "for await");
  if (node.type === "BinaryExpression" && node.operator === "**") report(node, "operator **");
  if (node.type === "AssignmentExpression" && ["**=", "||=", "&&=", "??="].includes(node.operator)) report(node, "operator " + node.operator);
  if (node.type === "Property" && node.computed) report(node, "computed key");
  if (node.type === "Property" && node.kind !== "init" && ["default", "delete", "new", "catch", "of"].includes(node.key.name)) report(node, "accessor named " + node.key.name);
  if (node.type === "Literal" && node.bigint) report(node, "BigInt");
  if (node.type === "Literal" && node.regex) regexRules(node, report);
  if (node.type === "UpdateExpression" && !node.prefix && /^\s*\//.test(source.slice(node.end, node.end + 8))) report(node, "x++/y is read as a regular expression");
  if (node.type === "TemplateLiteral" && node.expressions.some((part: Node) => /[`"'][^`"']*[{}]/.test(source.slice(part.start, part.end)))) report(node, "brace inside a string inside ${}");
  if (node.type === "NewExpression" && node.callee.type === "NewExpression") report(node, "new new");
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && node.callee.property.name === "test" && ancestors.at(-2)?.type === "IfStatement") report(node, "regular expression right after if (...)");
  if (node.type === "ReturnStatement" && node.argument && source.slice(node.start, node.argument.start).includes("\n")) report(node, "newline after return");
  if (node.type === "AssignmentExpression" && memberName(node.left) === "length") report(node, "assignment to .length");
  if (node.type === "MemberExpression" && node.computed && negativeOrFraction(node.property)) report(node, "negative or fractional index");
  if (node.type === "BinaryExpression" && ["<<", ">>", ">>>"].includes(node.operator) && badShift(node.right)) report(node, "shift count outside 0..31");
}

function regexRules(node: Node, report: Report): void {
  if (/[{?]|\\b|\\u|\\[1-9]|\([^)]*\)[*+]|[+*]\?|\[[^\]]*\/|\(.*\(/.test(node.regex.pattern)) report(node, "regular expression feature that never matches");
  if (/[^gi]/.test(node.regex.flags)) report(node, "regular expression flag");
}

/** `x` of `o.x`, or the empty string. */
export function memberName(node: Node): string {
  return node.type === "MemberExpression" && !node.computed ? node.property.name : "";
}

function numberOf(node: Node): number {
  if (node.type === "Literal" && typeof node.value === "number") return node.value;
  if (node.type === "UnaryExpression" && node.operator === "-" && typeof node.argument.value === "number") return -node.argument.value;
  return 0;
}

function negativeOrFraction(node: Node): boolean {
  const index = numberOf(node);
  return index < 0 || index !== Math.floor(index);
}

function badShift(node: Node): boolean {
  const count = numberOf(node);
  return count < 0 || count > 31;
}

/**
 * Prove that the interpreter runs a script as Node does, as far as syntax and names can show it.
 * @returns findings in the order of the text; empty when the text is clean. A syntax error is one finding.
 * Source: ESPRUINO facts 1.1 to 1.6 and 2.2.
 */
export function check(source: string, options: CheckOptions): Finding[] {
  const findings: Finding[] = [];
  let tree: Node;
  try {
    tree = acorn.parse(source, { ecmaVersion: 2022, sourceType: options.stage === "module" ? "module" : "script", locations: true });
  } catch (error) {
    const place = (error as { loc?: { line: number; column: number } }).loc ?? { line: 1, column: 0 };
    return [{ ...place, what: (error as Error).message }];
  }
  function report(node: Node, what: string): void {
    findings.push({ line: node.loc.start.line, column: node.loc.start.column, what });
  }
  source.split("\n").forEach((line, index) => {
    const column = line.search(/[^\x00-\x7f]/);
    if (column >= 0) findings.push({ line: index + 1, column, what: "character outside ASCII" });
  });
  fullAncestor(tree, (node: Node, _state: unknown, ancestors: Node[]) => {
    syntaxRules(node, ancestors, source, report);
    placementRules(node, ancestors, options.stage, report);
  });
  nameRules(tree, options.globals, report);
  return findings.sort((one, other) => one.line - other.line || one.column - other.column);
}
