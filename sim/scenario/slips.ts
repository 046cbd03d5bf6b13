import type { PaperPiece } from "../devices/printer.js";
import { paperText, readPiece } from "../escpos/paper.js";

/** One copy as it came out: from the head's reset to the tear, or to where it stopped. */
export interface Slip {
  atMs: number;
  /** What the head was sent, ESC/POS. */
  bytes: string;
  /** As on 32 columns, UTF-8. */
  text: string[];
  /** Printed to its end and cut. */
  whole: boolean;
  copy: "merchant" | "customer" | "other";
  /** Marked as a reprint. */
  duplicate: boolean;
  /** What the head could not make sense of: bugs of ours. */
  problems: string[];
}

/** The slips on the paper so far; a piece that is being printed counts as one that is not whole. */
export function readSlips(pieces: readonly PaperPiece[]): Slip[] {
  return pieces.filter((piece) => piece.lines.length > 0).map((piece) => {
    const paper = readPiece(piece);
    const text = paperText(paper);
    const whole = text.join("\n");
    return {
      atMs: piece.lines[0]!.atMs,
      bytes: piece.lines.map((line) => line.bytes).join(""),
      text, whole: piece.cut,
      copy: whole.includes("MERCHANT COPY") ? "merchant" : whole.includes("CARDHOLDER COPY") ? "customer" : "other",
      duplicate: whole.includes("DUPLICATED"),
      problems: paper.problems,
    };
  });
}
