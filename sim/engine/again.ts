import * as acorn from "acorn";
import { ancestor, base, simple } from "acorn-walk";

/** A bundle in two: what it declares, which is the same for every power-up, and what it does when power comes. */
export interface Halves { once: string; each: string; /** Names of its variables. */ variables: readonly string[] }

/**
 * Part a bundle so that its functions are made once and keep what the compiler learnt of them, while its memory is made anew: every
 * variable of its own is emptied and set again, and a function keeps nothing.
 * @param code  At its top level there are variables, functions, and statements that set the variables.
 * Errors: throws when a function is assigned to, or a member of one: then memory could outlive the power.
 */
export function inHalves(code: string): Halves {
  const program = acorn.parse(code, { ecmaVersion: 2020 });
  const functions = new Set(program.body.flatMap((one) => (one.type === "FunctionDeclaration" ? [one.id.name] : [])));
  const variables: string[] = [];
  let once = "";
  let each = "";
  for (const one of program.body) {
    const text = code.slice(one.start, one.end);
    if (one.type === "ExpressionStatement") each += text + "\n";
    else if (one.type === "FunctionDeclaration") once += text + "\n";
    else if (one.type === "VariableDeclaration") {
      for (const { id, init } of one.declarations) {
        if (id.type !== "Identifier") throw new Error("power-ups cannot share a pattern: " + text.slice(0, 40));
        variables.push(id.name);
        once += "var " + id.name + ";\n";
        if (init) each += id.name + " = " + code.slice(init.start, init.end) + ";\n";
      }
    } else throw new Error("power-ups cannot share a bundle with a " + one.type);
  }
  refuseKept(program, functions);
  return { once, each: variables.map((name) => name + "=void 0;").join("") + "\n" + each, variables };
}

type Maker = acorn.FunctionDeclaration | acorn.FunctionExpression | acorn.ArrowFunctionExpression;

/** What is assigned to: the name at the root of it, or null where it has none. */
function rootOf(target: acorn.AnyNode): acorn.Identifier | null {
  let root = target;
  while (root.type === "MemberExpression") root = root.object;
  return root.type === "Identifier" ? root : null;
}

/** A walk that stays out of functions within. */
const SHALLOW = { ...base, Function() {} };

/** Names that a function has of its own: parameters, variables, functions within; what those have is theirs. */
function ownNames(maker: Maker): Set<string> {
  const own = new Set(maker.params.flatMap((param) => (param.type === "Identifier" ? [param.name] : [])));
  simple(maker.body, {
    VariableDeclarator({ id }) { if (id.type === "Identifier") own.add(id.name); },
    FunctionDeclaration({ id }) { if (id !== null) own.add(id.name); },
  }, SHALLOW);
  return own;
}

/** Refuse what assigns to one of these functions, unless a function around that place has something of that name. */
function refuseKept(program: acorn.Program, functions: ReadonlySet<string>): void {
  const names = new Map<acorn.Node, Set<string>>();
  const look = (target: acorn.AnyNode, around: acorn.Node[]): void => {
    const name = rootOf(target)?.name ?? "";
    if (!functions.has(name)) return;
    const local = around.some((maker) => {
      if (!/Function/.test(maker.type)) return false;
      let own = names.get(maker);
      if (own === undefined) names.set(maker, own = ownNames(maker as Maker));
      return own.has(name);
    });
    if (!local) throw new Error("power-ups cannot share a function that keeps something: " + name);
  };
  ancestor(program, {
    AssignmentExpression({ left }, _state, around) { look(left, around); },
    UpdateExpression({ argument }, _state, around) { look(argument, around); },
  });
}
