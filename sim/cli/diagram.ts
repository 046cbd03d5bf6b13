import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { diagrams } from "../../tools/diagram.js";
import { root } from "../paths.js";

/** `postern diagram`: draw the flow again after its rows changed. */
export function registerDiagram(program: Command): void {
  program.command("diagram").description("write docs/flow/*.mmd from the rows of the flow").action(() => {
    const folder = join(root, "docs", "flow");
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of diagrams()) {
      writeFileSync(join(folder, name), text);
      console.log(`docs/flow/${name}`);
    }
  });
}
