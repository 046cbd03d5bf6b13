import * as acorn from "acorn";
import { full } from "acorn-walk";
import { isFunction, type Node } from "./checker.js";

/** Number of functions in a script. */
export function countFunctions(source: string): number {
  let count = 0;
  full(acorn.parse(source, { ecmaVersion: 2022, sourceType: "script" }), (node: Node) => {
    if (isFunction(node)) count++;
  });
  return count;
}
