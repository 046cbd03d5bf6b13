import * as acorn from "acorn";
import { isFunction, type Node } from "./checker.js";
import { frontFirst, shortcutFunctions } from "./front.js";
import { children, resolve } from "./scopes.js";
import { STAGE_FILE } from "./source-maps.js";

/**
 * Espruino hoists neither `var` nor function declarations, and a `let` or `const` costs it a scope per block and turn. So
 * every function (and the script) comes out as: function declarations, one bare `var a, b, c;`, then statements in which
 * each declaration has become an assignment. Names that two blocks of one function share are told apart first.
 * Names that are read most stand first (see front.ts).
 * @param share  What else is done to the program before its declarations are moved.
 * @returns an ESTree program that shares no text with the source; the caller prints it.
 */
export function hoist(source: string, share?: (program: Node) => void): Node {
  // Nodes remember where they stood, for the maps of tools/source-maps.ts.
  const program: Node = acorn.parse(source, { ecmaVersion: 2022, sourceType: "script", locations: true, sourceFile: STAGE_FILE });
  tellApart(program);
  shortcutFunctions(program);
  share?.(program);
  lift(program);
  return program;
}

function tellApart(program: Node): void {
  const taken = new Map<Node, Set<string>>();
  const everywhere = new Set<string>();
  const bindings = resolve(program);
  for (const binding of bindings) everywhere.add(binding.name);
  for (const binding of bindings) {
    const names = taken.get(binding.owner) ?? new Set<string>();
    taken.set(binding.owner, names);
    if (names.has(binding.name)) {
      let number = 2;
      while (everywhere.has(binding.name + "$" + number)) number++;
      const fresh = binding.name + "$" + number;
      everywhere.add(fresh);
      for (const use of binding.uses) use.name = fresh;
      names.add(fresh);
    } else names.add(binding.name);
  }
}

/** Lift the declarations of one function or of the script, then of every function inside it. */
function lift(owner: Node): void {
  const holder = owner.type === "Program" ? owner : owner.body;
  if (holder.type === "BlockStatement" || holder.type === "Program") {
    const names: string[] = [];
    holder.body = liftList(holder.body, names, false);
    const params = new Set(owner.type === "Program" ? [] : owner.params.map((one: Node) => one.name));
    const fresh = [...new Set(names)].filter((name) => !params.has(name));
    holder.body = frontFirst(fresh, holder);
  }
  for (const inner of functionsIn(holder)) lift(inner);
}

function functionsIn(node: Node): Node[] {
  return children(node).flatMap((child) => (isFunction(child) ? [child] : functionsIn(child)));
}

/** Rewrite a list of statements; function declarations of an inner block move to its top. */
function liftList(list: Node[], names: string[], inLoop: boolean): Node[] {
  const lifted = list.flatMap((one) => {
    if (one.type !== "VariableDeclaration") {
      liftInside(one, names, inLoop);
      return [one];
    }
    const assignments = assign(one, names, inLoop);
    return assignments.map((expression) => ({ type: "ExpressionStatement", expression }));
  });
  const functions = lifted.filter((one) => one.type === "FunctionDeclaration");
  return [...functions, ...lifted.filter((one) => one.type !== "FunctionDeclaration")];
}

/** `let x;` in a loop starts each turn undefined; as a lifted variable it has to be told so. */
function assign(declaration: Node, names: string[], inLoop: boolean): Node[] {
  const found: Node[] = [];
  for (const one of declaration.declarations) {
    names.push(one.id.name);
    const restarts = inLoop && declaration.kind !== "var";
    const value = one.init ?? (restarts ? { type: "UnaryExpression", operator: "void", prefix: true, argument: { type: "Literal", value: 0, raw: "0" } } : null);
    if (value !== null) found.push({ type: "AssignmentExpression", operator: "=", left: one.id, right: value });
  }
  return found;
}

function liftInside(node: Node, names: string[], inLoop: boolean): void {
  if (isFunction(node)) return;
  if (node.type === "ForInStatement" || node.type === "ForOfStatement") {
    if (node.left.type === "VariableDeclaration") {
      names.push(node.left.declarations[0].id.name);
      node.left = node.left.declarations[0].id;
    }
  }
  if (node.type === "ForStatement" && node.init?.type === "VariableDeclaration") {
    const expressions = assign(node.init, names, inLoop);
    node.init = expressions.length === 0 ? null : expressions.length === 1 ? expressions[0] : { type: "SequenceExpression", expressions };
  }
  const loop = inLoop || /^(For|While|DoWhile)/.test(node.type);
  if (node.type === "BlockStatement") node.body = liftList(node.body, names, loop);
  else if (node.type === "SwitchCase") node.consequent = liftList(node.consequent, names, loop);
  else for (const child of children(node)) liftInside(child, names, loop);
}
