// `npm run bundle`: one command that makes build/device/postern.js, or says with file and line why it cannot.
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, fresh, root } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";

export const bundleFile = join(root, "build", "device", "postern.js");

/** True when the bundle is newer than the last build of the sources. */
export function bundleFresh() {
  return fresh() && existsSync(bundleFile) && statSync(bundleFile).mtimeMs >= statSync(join(root, "build", ".stamp")).mtimeMs;
}

/** Make the bundle of `firmware/main.ts` and print its budget line. Throws an Error whose message lists every refusal. */
export async function bundle() {
  if (!fresh()) await build();
  const { writeBundle } = await import(pathToFileURL(join(root, "build", "tools", "write-bundle.js")).href);
  const made = await writeBundle(bundleFile);
  console.log(`Device bundle: ${made.code.length} bytes, ${made.functions} functions, ${made.modules.length} modules`);
}

/** Make the whole program of a board, drivers included, as build/device/<name of the board>.js. */
export async function bundleBoard(file) {
  if (!fresh()) await build();
  const at = (name) => pathToFileURL(join(root, "build", "tools", name)).href;
  const { programOf } = await import(at("board-program.js"));
  const { readBoard } = await import(at("board.js"));
  const board = readBoard(file);
  const { code, made } = await programOf(board);
  mkdirSync(dirname(bundleFile), { recursive: true });
  writeFileSync(join(dirname(bundleFile), board.name + ".js"), code, "latin1");
  console.log(`build/device/${board.name}.js: ${code.length} bytes, ${made.functions} functions, for ${board.title}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  ensureInstalled();
  try {
    const at = process.argv.indexOf("--board");
    if (at > 0) await bundleBoard(process.argv[at + 1] ?? "board.json");
    else await bundle();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
