import type { PaperPiece } from "../devices/printer.js";
import { NARROW_COLUMNS } from "../escpos/model.js";
import { paperText, readPiece } from "../escpos/paper.js";

/** One copy as it came out: from the head's reset to the tear, or to where it stopped. */
export interface Slip {
  atMs: number;
  /** What the head was sent, ESC/POS. */
  bytes: string;
  /** Of the paper. */
  columns: number;
  /** As on its columns, UTF-8. */
  text: string[];
  /** Printed to its end and cut. */
  whole: boolean;
  /** `unknown` and `stuck` tell of a sale without being its receipt, `totals` of a batch, `cash` of a sale without a card, `batch` of a batch that is open, `activation` of going live. */
  copy: "merchant" | "customer" | "unknown" | "stuck" | "totals" | "cash" | "batch" | "activation" | "other";
  /** Marked as a reprint. */
  duplicate: boolean;
  /** What the head could not make sense of: bugs of ours. */
  problems: string[];
}

/** In both languages. */
const TITLES: readonly (readonly [string, Slip["copy"]])[] = [["MERCHANT COPY", "merchant"], ["CARDHOLDER COPY", "customer"], ["RESULT UNKNOWN", "unknown"], ["REVERSAL FAILED", "stuck"], ["SETTLEMENT", "totals"], ["CASH RECEIPT", "cash"], ["BATCH TOTALS", "batch"], ["ACTIVATION", "activation"]];

/** A copy begins with the head's reset (ESC @). */
const RESET = "\x1b@";

/** A power cut leaves the torn copy hanging in the printer: the next one begins on the same piece of paper. */
function copiesOf(piece: PaperPiece): PaperPiece[] {
  const copies: PaperPiece[] = [];
  for (const line of piece.lines) {
    if (copies.length === 0 || line.bytes.startsWith(RESET)) copies.push({ lines: [], cut: false });
    copies[copies.length - 1]!.lines.push(line);
  }
  if (copies.length > 0) copies[copies.length - 1]!.cut = piece.cut;
  return copies;
}

/** The slips on the paper so far; one that is being printed counts as not whole. @param columns  Of the roll. */
export function readSlips(pieces: readonly PaperPiece[], columns = NARROW_COLUMNS): Slip[] {
  return pieces.flatMap(copiesOf).map((piece) => {
    const paper = readPiece(piece, columns);
    const text = paperText(paper);
    const whole = text.join("\n");
    return {
      atMs: piece.lines[0]!.atMs,
      bytes: piece.lines.map((line) => line.bytes).join(""),
      columns, text, whole: piece.cut,
      copy: TITLES.find(([title]) => whole.includes(title))?.[1] ?? "other",
      duplicate: whole.includes("DUPLICATED"),
      problems: paper.problems,
    };
  });
}
