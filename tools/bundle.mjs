// `npm run bundle`: one command that makes build/device/postern.js, or says with file and line why it cannot.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, fresh, root } from "./build.mjs";

export const bundleFile = join(root, "build", "device", "postern.js");

/** True when the bundle is newer than the last build of the sources. */
export function bundleFresh() {
  return fresh() && existsSync(bundleFile) && statSync(bundleFile).mtimeMs >= statSync(join(root, "build", ".stamp")).mtimeMs;
}

/** Make the bundle of `firmware/main.ts` and print its budget line. Throws an Error whose message lists every refusal. */
export async function bundle() {
  if (!fresh()) await build();
  const { writeBundle } = await import(pathToFileURL(join(root, "build", "tools", "bundle.js")).href);
  const made = await writeBundle(bundleFile);
  console.log(`Device bundle: ${made.code.length} bytes, ${made.functions} functions, ${made.modules.length} modules`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    await bundle();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
