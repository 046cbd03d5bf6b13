import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../sim/paths.js";

/** Beside the journal: what writes it down, what undoes and what settles. The flow's rows are data and have the model check. */
const OTHERS = [
  "firmware/app/effects-journal.ts", "firmware/app/effects-host.ts", "firmware/app/effects-settle.ts", "firmware/flow/settle-parts.ts", "firmware/host/settle-request.ts",
];
/** Types alone. */
const WITHOUT_CODE = ["contract.ts"];

/** The code that guards the money: all its branches are tested (test/unit/tools/branches.test.ts) and its mutants counted (`npm run mutate`). */
export const GUARDED: readonly string[] = [
  ...readdirSync(join(root, "firmware", "journal")).filter((name) => name.endsWith(".ts") && !WITHOUT_CODE.includes(name)).map((name) => "firmware/journal/" + name),
  ...OTHERS.filter((file) => existsSync(join(root, file))),
];

/** Folders under build/ with the unit tests that must do it. */
export const GUARDS_TESTS: readonly string[] = ["test/unit/journal", "test/unit/app", "test/unit/host", "test/unit/flow"];
