import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../sim/paths.js";

/** Globals that ESPRUINO facts 1.5 lists as missing; named only for a clearer message, since every unknown global is refused. */
export const MISSING_GLOBALS = new Set([
  "Map", "Set", "WeakMap", "WeakSet", "Symbol", "Proxy", "Reflect", "BigInt", "Intl", "TextEncoder", "TextDecoder",
  "structuredClone", "queueMicrotask", "setImmediate", "Buffer", "RangeError", "URIError", "EvalError",
]);

/** Static members the interpreter lacks, by object. */
export const MISSING_STATICS: Record<string, readonly string[]> = {
  Array: ["from", "of"],
  String: ["raw", "fromCodePoint"],
  Number: ["isInteger", "isSafeInteger", "isFinite", "isNaN", "parseInt", "parseFloat", "EPSILON", "MAX_SAFE_INTEGER", "MIN_SAFE_INTEGER"],
  Math: ["trunc", "imul", "clz32", "hypot", "cbrt", "log2", "log10", "log1p", "expm1", "fround", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"],
  Object: ["freeze", "seal", "is", "isFrozen", "isSealed", "preventExtensions", "hasOwn", "getOwnPropertySymbols"],
  Promise: ["race", "any", "allSettled"],
  Date: ["UTC"],
};
for (const kind of ["Uint8", "Uint16", "Uint32", "Int8", "Int16", "Int32", "Float32", "Float64", "Uint8Clamped"]) {
  MISSING_STATICS[kind + "Array"] = ["from", "of", "BYTES_PER_ELEMENT"];
}

/** Methods no built-in object of the interpreter has. Own methods must not use these names either, so that a reader can trust them. */
export const MISSING_METHODS = new Set([
  "at", "flat", "flatMap", "reduceRight", "copyWithin", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced",
  "codePointAt", "localeCompare", "matchAll", "normalize", "search", "trimStart", "trimEnd",
  "toPrecision", "toExponential", "toLocaleString", "toDateString", "setUTCHours", "setUTCDate", "setUTCFullYear",
  "isPrototypeOf", "propertyIsEnumerable", "finally",
]);

/** Methods of arrays that are missing when called without an argument on something else than `Object`. */
export const MISSING_ITERATORS = new Set(["entries", "keys", "values"]);

/** Members of numbers and strings that exist but answer wrongly; see ESPRUINO facts 1.4 and 1.5. */
export const WRONG_METHODS: Record<string, string> = {
  toFixed: "truncates and is off at edges",
  replaceAll: "inserts the source of a function and does not expand $&",
};

/** The names that a declaration file declares as values: `declare var X` and `declare function X`. */
export function declaredNames(file: string): Set<string> {
  const names = new Set<string>();
  for (const match of readFileSync(join(root, file), "utf8").matchAll(/^declare (?:var|const|let|function) ([\w$]+)/gm)) names.add(match[1]!);
  return names;
}
