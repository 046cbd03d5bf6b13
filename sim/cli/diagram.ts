import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { diagrams } from "../../tools/diagram.js";
import { controlSchema } from "../page/schema.js";
import { root } from "../paths.js";

/** `postern diagram`: draw the flow again after its rows changed. */
export function registerDiagram(program: Command): void {
  program.command("diagram").description("write docs/flow/*.mmd from the rows of the flow, and docs/sim-protocol.schema.json from the controls").action(() => {
    const folder = join(root, "docs", "flow");
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of diagrams()) {
      writeFileSync(join(folder, name), text);
      console.log(`docs/flow/${name}`);
    }
    writeFileSync(join(root, "docs", "sim-protocol.schema.json"), JSON.stringify(controlSchema(), null, 1) + "\n");
    console.log("docs/sim-protocol.schema.json");
  });
}
