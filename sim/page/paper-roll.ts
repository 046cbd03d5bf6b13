import type { PaperPiece, SimPrinter } from "../devices/printer.js";
import { createPrintHead, type PrintHead } from "../escpos/head.js";
import { NARROW_COLUMNS, dotsOf as lineDots, type PaperItem } from "../escpos/model.js";
import { paperText } from "../escpos/paper.js";
import { DOT, drawItem, itemHeight } from "../escpos/picture.js";
import { createCanvas } from "../png.js";
import type { Paper, PaperLine } from "./protocol.js";

/** One piece of paper as it comes out, line by line. */
interface Piece { head: PrintHead; boot: number; fed: number; drawn: number; lines: PaperLine[]; cut: boolean; torn: boolean }

export interface PaperRoll {
  /** What came out since the last look, for those who have seen everything before. */
  fresh(): Paper[];
  /** Pieces as they are now, for somebody who comes: those that hang, and the last that were torn off. */
  all(): Paper[];
  /** Tear off what hangs there. False when nothing does. */
  tear(): boolean;
}

const KEPT = 8;
/** The page shows 58 mm paper. */
const PAPER_DOTS = lineDots(NARROW_COLUMNS);
const ROW_BYTES = (PAPER_DOTS * DOT) / 8;

/** Dots of items as rows of {@link ROW_BYTES} bytes. */
function dotsOf(items: readonly PaperItem[]): { height: number; bits: string } {
  const height = items.reduce((sum, item) => sum + itemHeight(item) * DOT, 0);
  const canvas = createCanvas(PAPER_DOTS * DOT, height, [250, 248, 242]);
  let y = 0;
  for (const item of items) {
    drawItem(canvas, 0, y, item, PAPER_DOTS);
    y += itemHeight(item) * DOT;
  }
  const bits = Buffer.alloc(ROW_BYTES * height);
  const bytes = new Uint8Array(canvas.pixels.buffer);
  // Ink is dark: its red tells it from paper.
  for (let dot = 0; dot < canvas.pixels.length; dot++) if (bytes[dot * 4]! < 128) bits[dot >> 3]! |= 0x80 >> (dot & 7);
  return { height, bits: bits.toString("base64") };
}

function catchUp(piece: Piece, from: PaperPiece): boolean {
  let changed = piece.cut !== from.cut;
  while (piece.fed < from.lines.length) {
    const line = from.lines[piece.fed++]!;
    if (piece.boot !== line.boot && piece.boot !== 0) piece.head.reset();
    piece.boot = line.boot;
    piece.head.feed(line.bytes);
    const items = piece.head.items.slice(piece.drawn);
    piece.drawn = piece.head.items.length;
    if (items.length > 0) piece.lines.push({ ...dotsOf(items), text: paperText({ items, problems: [] }).join("\n") });
    changed = true;
  }
  piece.cut = from.cut;
  return changed;
}

export function createPaperRoll(printer: SimPrinter): PaperRoll {
  const pieces: Piece[] = [];
  let tornTo = 0;
  let freed = 0;
  let dirty: Set<number> = new Set();
  const sent = new Map<number, number>();

  function look(): void {
    printer.pieces.forEach((from, number) => {
      if (number < pieces.length - 1 && pieces[number]!.fed === from.lines.length && pieces[number]!.cut === from.cut) return;
      pieces[number] ??= { head: createPrintHead(), boot: 0, fed: 0, drawn: 0, lines: [], cut: false, torn: false };
      if (catchUp(pieces[number], from)) dirty.add(number);
    });
    // Dots are many; what nobody will ask for again is drawn anew from the bytes if it must be.
    for (; freed < pieces.length - KEPT * 2; freed++) pieces[freed] = { ...pieces[freed]!, lines: [], head: createPrintHead() };
  }
  const shown = (number: number, from: number): Paper => {
    const piece = pieces[number]!;
    return { type: "paper", terminal: 0, piece: number, from, lines: piece.lines.slice(from), cut: piece.cut, torn: piece.torn };
  };
  return {
    fresh() {
      look();
      const found = [...dirty].sort((one, other) => one - other).map((number) => {
        const paper = shown(number, sent.get(number) ?? 0);
        sent.set(number, pieces[number]!.lines.length);
        return paper;
      });
      dirty = new Set();
      return found;
    },
    all() {
      look();
      return pieces.map((_piece, number) => number).filter((number) => pieces[number]!.lines.length > 0).slice(-KEPT).map((number) => shown(number, 0));
    },
    tear() {
      look();
      const last = printer.pieces[printer.pieces.length - 1]!;
      // Torn in the middle of a slip: the rest comes out on another piece.
      if (last.lines.length > 0) printer.pieces.push({ lines: [], cut: false });
      let any = false;
      for (; tornTo < printer.pieces.length - 1; tornTo++) {
        if (pieces[tornTo] === undefined || pieces[tornTo]!.torn) continue;
        pieces[tornTo]!.torn = true;
        dirty.add(tornTo);
        any = true;
      }
      return any;
    },
  };
}
