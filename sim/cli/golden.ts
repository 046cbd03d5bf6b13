import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { features } from "../golden/features.js";
import { GUIDES, GUIDE_FOLDER, guidePictures, guideText } from "../golden/guide.js";
import { createPlays } from "../golden/plays.js";
import { RECEIPTS_FOLDER, goldenReceipts, receiptPicture } from "../golden/receipts.js";
import { root } from "../paths.js";
import { nodeEngines } from "../scenario/engines.js";

/** Make a folder hold these files and nothing else. */
function keepFiles(folder: string, files: ReadonlyMap<string, Buffer>): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(join(folder, name));
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  console.log(`${folder.slice(root.length + 1)}: ${files.size} files`);
}

async function draw(): Promise<void> {
  const engine = await nodeEngines();
  const receipts = await goldenReceipts(engine);
  keepFiles(RECEIPTS_FOLDER, new Map(receipts.map((receipt) => [receipt.file, receiptPicture(receipt)])));
  const plays = createPlays(engine);
  keepFiles(join(GUIDE_FOLDER, "pictures"), await guidePictures(plays));
  for (const guide of GUIDES) writeFileSync(join(GUIDE_FOLDER, guide.file), guideText(guide));
  const made = await features(plays);
  keepFiles(join(root, "docs", "screens"), made.pictures);
  writeFileSync(join(root, "docs", "FEATURES.md"), made.text);
  console.log("docs/FEATURES.md");
}

/** `postern golden`: everything that is drawn or written from what the firmware does, and that a test compares. */
export function registerGolden(program: Command): void {
  program.command("golden").description("draw docs/receipts, docs/screens and docs/guide/pictures, write docs/FEATURES.md and the menu in docs/guide, from what the firmware does").action(draw);
}
