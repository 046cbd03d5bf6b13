#!/usr/bin/env node
// The entry of `npx postern`: makes sure that build/ is there and fresh, then hands over to sim/cli/main.ts.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "../tools/install.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
if (!existsSync(join(root, "node_modules", "esbuild"))) ensureInstalled();
const { build, fresh } = await import("../tools/build.mjs");
if (!fresh() || !existsSync(join(root, "build", "sim", "cli", "main.js"))) await build();
const { main } = await import("../build/sim/cli/main.js");
await main(process.argv);
