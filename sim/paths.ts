import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's top folder; compiled files live in build/<folder>/, one level deeper than their sources. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
