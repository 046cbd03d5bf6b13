import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { RECEIPTS_FOLDER, goldenReceipts, receiptPicture } from "../golden/receipts.js";
import { nodeEngines } from "../scenario/engines.js";

async function drawReceipts(): Promise<void> {
  const receipts = await goldenReceipts(await nodeEngines());
  mkdirSync(RECEIPTS_FOLDER, { recursive: true });
  const kept = new Set(receipts.map((receipt) => receipt.file));
  for (const name of readdirSync(RECEIPTS_FOLDER)) if (!kept.has(name)) rmSync(join(RECEIPTS_FOLDER, name));
  for (const receipt of receipts) writeFileSync(join(RECEIPTS_FOLDER, receipt.file), receiptPicture(receipt));
  console.log(`docs/receipts: ${receipts.length} pictures of ${new Set(receipts.map((receipt) => receipt.type.name)).size} sorts of slip`);
}

/** `postern golden`: everything that is drawn or written from what the firmware does, and that a test compares. */
export function registerGolden(program: Command): void {
  program.command("golden").description("draw the receipts of docs/receipts anew").action(drawReceipts);
}
