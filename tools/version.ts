import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../sim/paths.js";

/** Version of the whole, as package.json has it. */
export function posternVersion(): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
}
