import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paperPicture } from "../escpos/picture.js";
import { readPiece } from "../escpos/paper.js";
import { framePicture } from "../screen/picture.js";
import { failureText, wireLine } from "./outputs.js";
import type { RunResult } from "./result.js";

/**
 * Keep what a run left behind under `<folder>/<scenario>-<lang>/`: each screen and receipt as a picture and as text, the wire
 * log masked, the journal as bytes and as records, the logs, and result.json. Raw messages are never written.
 */
export function keepRun(result: RunResult, folder: string): string {
  const here = join(folder, `${result.scenario}-${result.lang}`);
  for (const name of ["screens", "receipts"]) mkdirSync(join(here, name), { recursive: true });
  const startMs = result.frames[0]?.atMs ?? 0;
  result.frames.forEach((frame, index) => {
    const name = `${String(index + 1).padStart(3, "0")}-${frame.crc.toString(16).padStart(8, "0")}`;
    writeFileSync(join(here, "screens", name + ".png"), framePicture(frame.bits));
  });
  writeFileSync(join(here, "screens", "screens.txt"), result.frames.map((frame, index) => `${index + 1} at ${((frame.atMs - startMs) / 1000).toFixed(3)} s\n${frame.text.join("\n")}\n`).join("\n"));
  result.receipts.forEach((slip, index) => {
    const name = join(here, "receipts", `${index + 1}-${slip.copy}${slip.whole ? "" : "-torn"}`);
    const paper = readPiece({ lines: [{ atMs: slip.atMs, boot: 1, bytes: slip.bytes }], cut: slip.whole }, slip.columns);
    writeFileSync(name + ".png", paperPicture(paper));
    writeFileSync(name + ".txt", slip.text.join("\n") + "\n");
  });
  writeFileSync(join(here, "wire.log"), result.wire.map((entry) => wireLine(entry, startMs) + "\n").join(""));
  writeFileSync(join(here, "terminal.log"), result.log.map((line) => line + "\n").join(""));
  writeFileSync(join(here, "journal.bin"), result.journal);
  writeFileSync(join(here, "journal.json"), JSON.stringify(result.journalView, null, 2) + "\n");
  writeFileSync(join(here, "result.json"), JSON.stringify(summary(result), null, 2) + "\n");
  return here;
}

/** A run as one JSON object: `--json` prints it. */
export function summary(result: RunResult): object {
  return {
    scenario: result.scenario, title: result.title, ok: result.ok, lang: result.lang, engine: result.engine, seed: result.seed,
    virtualSeconds: result.durationMs / 1000,
    screens: result.frames.length, receipts: result.receipts.map((slip) => ({ copy: slip.copy, whole: slip.whole, duplicate: slip.duplicate, lines: slip.text.length })),
    wire: result.wire.filter((entry) => entry.direction !== "-").map((entry) => `${entry.direction === "out" ? ">" : "<"} ${entry.masked}`),
    ledger: result.ledger.map((entry) => ({ stan: entry.stan, kind: entry.kind, state: entry.state, amountMinor: entry.amountMinor, respCode: entry.respCode, card: entry.card })),
    memory: result.memory, crash: result.crash, failures: result.failures.map((failure) => ({ ...failure, text: failureText(failure) })),
  };
}
