import * as acorn from "acorn";
import { readBoard, type BoardLimits } from "./board.js";
import { TERMINAL, makeBundle, type ModuleShare } from "./bundle.js";
import { isFunction, type Node } from "./checker.js";
import { children } from "./scopes.js";

/** One line of the budget. */
export interface BudgetRow {
  name: string;
  used: number;
  limit: number;
}

export interface Budget {
  board: string;
  rows: BudgetRow[];
  functions: number;
  modules: ModuleShare[];
  /** Names of rows above their limit. */
  over: string[];
}

/** JsVars: a function with its name, code reference and body reference; each parameter; the scope of one inside another (ESPRUINO facts 3). */
const FUNCTION_VARS = 5;
const SCOPE_VARS = 2;
/** A variable at the top with a value that is not a function. */
const VARIABLE_VARS = 2;
/** Bytes of payload in one variable of a string or typed array on the reference board (14-byte JsVars). */
const PAYLOAD_BYTES = 12;

/**
 * JsVars that a script takes once it has been run from flash: functions, their parameters and scopes, and the values that
 * stand at its top. What the program makes when it starts comes on top: `npm run parity` measures the whole.
 */
export function estimateVars(source: string): number {
  let vars = 0;
  function visit(node: Node, depth: number): void {
    if (isFunction(node)) {
      // A function inside another exists while that one runs; a factory's methods stay, so one level is counted.
      if (depth < 2) vars += FUNCTION_VARS + node.params.length + (depth > 0 ? SCOPE_VARS : 0);
      for (const child of children(node)) visit(child, depth + 1);
      return;
    }
    if (depth === 0 && node.type === "VariableDeclarator") vars += VARIABLE_VARS;
    if (depth === 0 && node.type === "Literal" && typeof node.value === "string") vars += Math.ceil(node.value.length / PAYLOAD_BYTES);
    if (depth === 0 && (node.type === "Property" || node.type === "ArrayExpression")) vars += 1 + (node.elements?.length ?? 0);
    for (const child of children(node)) visit(child, depth);
  }
  visit(acorn.parse(source, { ecmaVersion: 2022, sourceType: "script" }), 0);
  return vars;
}

/** Make the terminal's bundle and hold it against a board. @param assetBytes  Size of all assets, which share the Storage. */
export async function makeBudget(boardFile: string, assetBytes: number): Promise<Budget> {
  const board = readBoard(boardFile);
  const limits: BoardLimits = board.limits;
  const made = await makeBundle(TERMINAL);
  // The assets hold the overlays too.
  const overlayBytes = [...made.overlays.values()].reduce((sum, text) => sum + text.length, 0);
  const rows: BudgetRow[] = [
    { name: "bundle, bytes", used: made.code.length, limit: limits.bundleBytesMax },
    // Each Storage file has a header of 32 bytes; a quarter of the flash stays free (STYLE 1, "Budget").
    { name: "bundle with all overlays, bytes", used: made.code.length + overlayBytes, limit: limits.programBytesMax },
    { name: "bundle and assets in Storage, bytes", used: made.code.length + assetBytes, limit: Math.floor(limits.storageBytes * 0.75) },
    { name: "JsVars of the program, estimated", used: estimateVars(made.code), limit: limits.jsVarsIdleMax },
    { name: "idle limit against the board's JsVars", used: limits.jsVarsIdleMax, limit: Math.floor(limits.jsVars * 0.6) },
    { name: "peak limit against the board's JsVars", used: limits.jsVarsPeakMax, limit: Math.floor(limits.jsVars * 0.8) },
  ];
  return { board: board.title, rows, functions: made.functions, modules: made.modules, over: rows.filter((row) => row.used > row.limit).map((row) => row.name) };
}
