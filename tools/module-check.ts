import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { root } from "../sim/paths.js";
import { check } from "./checker.js";

/**
 * Check single modules before they are joined, so that a refusal names the author's file and line.
 * @param files  Paths from the top of the repository.
 * @returns one line per refusal: `firmware/x.ts:LINE: what`.
 */
export function checkModules(files: readonly string[], globals: ReadonlySet<string>): string[] {
  return files.flatMap((file) => checkModule(file, readFileSync(join(root, file), "utf8"), globals));
}

/** As {@link checkModules}, for one text. */
export function checkModule(file: string, text: string, globals: ReadonlySet<string>): string[] {
  const stripped = transformSync(text, { loader: "ts", format: "esm", target: "es2022", sourcemap: "external", sourcefile: file, charset: "ascii" });
  const map = new SourceMap(JSON.parse(stripped.map) as SourceMapPayload);
  const lines = check(stripped.code, { globals, stage: "module" }).map((one) => {
    const origin = map.findEntry(one.line - 1, one.column) as { originalLine?: number };
    return file + ":" + ((origin.originalLine ?? 0) + 1) + ": " + one.what;
  });
  return [...new Set(lines)];
}
