import type { RunResult } from "./result.js";

/** One thing that two runs of a scenario did not do alike. */
export interface Difference {
  part: "screens" | "wire" | "receipts" | "journal" | "log";
  /** Where they part first, without card data. */
  text: string;
}

function firstDifference(part: Difference["part"], one: readonly string[], other: readonly string[], show: (index: number) => string): Difference[] {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index++) {
    if (one[index] !== other[index]) return [{ part, text: `number ${index + 1} of ${one.length} and ${other.length}: ${show(index)}` }];
  }
  return [];
}

/** Compare what two runs left behind, moments included: screens, bytes on the line, receipts and the journal's medium. */
export function compareRuns(one: RunResult, other: RunResult): Difference[] {
  const moment = (run: RunResult, atMs: number): string => String(atMs - (run.frames[0]?.atMs ?? 0));
  const frames = (run: RunResult): string[] => run.frames.map((frame) => moment(run, frame.atMs) + " ms " + frame.crc.toString(16) + " " + frame.text.join("|"));
  const wire = (run: RunResult): string[] => run.wire.map((entry) => entry.atMs + " " + entry.what + " " + Buffer.from(entry.bytes).toString("hex"));
  const masked = (run: RunResult, index: number): string => { const entry = run.wire[index]; return entry === undefined ? "nothing" : entry.what + " " + entry.masked; };
  const slips = (run: RunResult): string[] => run.receipts.map((slip) => slip.copy + " " + slip.whole + " " + Buffer.from(slip.bytes, "latin1").toString("hex"));
  const [seen, otherSeen] = [frames(one), frames(other)];
  const journal = Buffer.from(one.journal);
  const at = journal.findIndex((byte, index) => byte !== other.journal[index]);
  return [
    ...firstDifference("screens", seen, otherSeen, (index) => (seen[index] ?? "nothing") + " <> " + (otherSeen[index] ?? "nothing")),
    ...firstDifference("wire", wire(one), wire(other), (index) => masked(one, index) + " <> " + masked(other, index)),
    ...firstDifference("receipts", slips(one), slips(other), (index) => (one.receipts[index]?.copy ?? "nothing") + " <> " + (other.receipts[index]?.copy ?? "nothing")),
    ...(at >= 0 || journal.length !== other.journal.length ? [{ part: "journal" as const, text: "byte " + at + " of " + journal.length }] : []),
    ...firstDifference("log", one.log, other.log, (index) => (one.log[index] ?? "nothing") + " <> " + (other.log[index] ?? "nothing")),
  ];
}
