import iconv from "iconv-lite";
import type { Output } from "./secrets.js";
import type { RunResult } from "./result.js";

/** A failure as a line of text. */
export function failureText(failure: RunResult["failures"][number]): string {
  return `${failure.line > 0 ? `line ${failure.line}, ` : ""}${failure.step}: expected ${failure.expected}; seen ${failure.seen}`;
}

/** One line of the kept wire log. */
export function wireLine(entry: RunResult["wire"][number], startMs: number): string {
  const mark = entry.direction === "out" ? ">" : entry.direction === "in" ? "<" : "-";
  return `${((entry.atMs - startMs) / 1000).toFixed(3).padStart(9)} ${mark} ${entry.what} ${entry.masked}`.trimEnd();
}

/** Everything of a run that is shown, printed, logged or kept: what the search for secrets looks through, and what `--out` writes. */
export function outputsOf(result: RunResult): Output[] {
  const text = (name: string, lines: readonly string[]): Output => ({ name, bytes: Buffer.from(lines.join("\n"), "utf8") });
  const startMs = result.frames[0]?.atMs ?? 0;
  return [
    text("screens", result.frames.map((frame) => frame.text.join("\n"))),
    // One screen's rows run on: a number that wraps is still a number.
    text("screens in a row", result.frames.map((frame) => frame.text.join(""))),
    ...result.receipts.flatMap((slip, index) => [
      { name: `receipt ${index + 1}`, bytes: Buffer.from(slip.bytes, "latin1") },
      { name: `receipt ${index + 1} as text`, bytes: iconv.encode(slip.text.join("\n"), "gb18030") },
    ]),
    text("wire log", result.wire.map((entry) => wireLine(entry, startMs))),
    { name: "journal", bytes: Buffer.from(result.journal) },
    ...result.config.map((record, index) => ({ name: `configuration ${index}`, bytes: Buffer.from(record, "latin1") })),
    text("log", result.log),
    text("crash text", [result.crash]),
    text("failures", result.failures.map(failureText)),
    text("ledger", result.ledger.map((entry) => JSON.stringify(entry))),
    text("journal records", (result.journalView?.records ?? []).map((record) => JSON.stringify(record))),
  ];
}
