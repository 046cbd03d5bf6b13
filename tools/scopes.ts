import { isFunction, type Node } from "./checker.js";

/** One name of one scope, with every identifier node that stands for it. */
export interface Binding {
  name: string;
  /** The function (or program) whose variable it becomes. */
  owner: Node;
  uses: Node[];
  /** Declared so that nothing can be assigned to it. */
  constant: boolean;
}

interface Scope {
  parent: Scope | null;
  owner: Node;
  names: Map<string, Binding>;
  /** Every binding of the script, shared by all scopes. */
  all: Binding[];
}

/** Children of an ESTree node in the order of the text. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  for (const part of Object.keys(node)) {
    const value = node[part];
    if (Array.isArray(value)) found.push(...value.filter((one) => one && typeof one.type === "string"));
    else if (value && typeof value.type === "string") found.push(value);
  }
  return found;
}

/**
 * Resolve every identifier of a script in the restricted style (no destructuring, no classes, no `eval`).
 * @returns all bindings, outermost first. Names that resolve to nothing are globals and are not listed.
 */
export function resolve(program: Node): Binding[] {
  const top: Scope = { parent: null, owner: program, names: new Map(), all: [] };
  collectVars(program, top);
  collectBlock(program.body, top);
  for (const one of program.body) visit(one, top);
  return top.all;
}

function inside(parent: Scope, owner: Node): Scope {
  return { parent, owner, names: new Map(), all: parent.all };
}

function declare(scope: Scope, name: string, constant = false): void {
  if (scope.names.has(name)) return;
  const binding: Binding = { name, owner: scope.owner, uses: [], constant };
  scope.names.set(name, binding);
  scope.all.push(binding);
}

function use(scope: Scope, node: Node): void {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const binding = at.names.get(node.name);
    if (binding === undefined) continue;
    binding.uses.push(node);
    return;
  }
}

function visit(node: Node, scope: Scope): void {
  if (node.type === "Identifier") {
    use(scope, node);
    return;
  }
  if (isFunction(node)) {
    visitFunction(node, scope);
    return;
  }
  const inner = blockScope(node, scope);
  if (node.type === "MemberExpression") {
    visit(node.object, inner);
    if (node.computed) visit(node.property, inner);
  } else if (node.type === "Property") {
    visit(node.value, inner);
  } else for (const child of children(node)) visit(child, inner);
}

function visitFunction(node: Node, scope: Scope): void {
  const inner = inside(scope, node);
  if (node.id) {
    // The name of a function expression is seen inside it alone.
    if (node.type === "FunctionExpression") declare(inner, node.id.name);
    use(node.type === "FunctionExpression" ? inner : scope, node.id);
  }
  for (const param of node.params) declare(inner, param.name);
  for (const param of node.params) use(inner, param);
  collectVars(node.body, inner);
  if (node.body.type !== "BlockStatement") {
    visit(node.body, inner);
    return;
  }
  collectBlock(node.body.body, inner);
  for (const one of node.body.body) visit(one, inner);
}

function blockScope(node: Node, scope: Scope): Scope {
  if (node.type === "CatchClause" && node.param) {
    const inner = inside(scope, scope.owner);
    declare(inner, node.param.name);
    return inner;
  }
  const list = blockList(node);
  if (list === null) return scope;
  const inner = inside(scope, scope.owner);
  collectBlock(list, inner);
  return inner;
}

function blockList(node: Node): Node[] | null {
  if (node.type === "BlockStatement") return node.body;
  if (node.type === "SwitchStatement") return node.cases.flatMap((one: Node) => one.consequent);
  if (node.type === "ForStatement") return node.init ? [node.init] : null;
  if (node.type === "ForInStatement" || node.type === "ForOfStatement") return [node.left];
  return null;
}

function collectBlock(list: Node[], scope: Scope): void {
  for (const one of list) {
    if (one.type === "FunctionDeclaration") declare(scope, one.id.name);
    if (one.type === "VariableDeclaration" && one.kind !== "var") for (const each of one.declarations) declare(scope, each.id.name, one.kind === "const");
  }
}

function collectVars(node: Node, scope: Scope): void {
  if (isFunction(node)) return;
  if (node.type === "VariableDeclaration" && node.kind === "var") for (const each of node.declarations) declare(scope, each.id.name);
  for (const child of children(node)) collectVars(child, scope);
}
