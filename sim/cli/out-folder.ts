import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { BadInput } from "./bad-input.js";

/** Make the directory of `--out` before anything is played: a place that cannot be written costs no run and no stack. */
export function readOut(dir: string | undefined): void {
  if (dir === undefined) return;
  try {
    // One by one: mkdir with parents never returns in file systems of the kernel's own, such as /proc.
    const missing: string[] = [];
    for (let at = resolve(dir); !existsSync(at); at = dirname(at)) missing.unshift(at);
    for (const path of missing) mkdirSync(path);
    if (!statSync(dir).isDirectory()) throw new BadInput(`--out ${JSON.stringify(dir)}: is no directory`);
    accessSync(dir, constants.W_OK);
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput(`--out ${JSON.stringify(dir)}: cannot be written (${(error as NodeJS.ErrnoException).code ?? "?"})`);
  }
}
