import iconv from "iconv-lite";
import type { PaperPiece } from "../devices/printer.js";
import { CELL_WIDTH, NARROW_COLUMNS, dotsOf, leftEdge, runWidth, type PaperItem, type Run } from "./model.js";
import { createPrintHead } from "./head.js";

/** Everything on one piece of paper, and what the head could not make sense of. */
export interface Paper { items: PaperItem[]; problems: string[]; /** Of the roll; 32 when left out. */ columns?: number }

/** Run a piece's bytes through a head; it forgets its settings where the terminal was switched on anew. @param columns  Of the roll. */
export function readPiece(piece: PaperPiece, columns = NARROW_COLUMNS): Paper {
  const head = createPrintHead(columns);
  let boot = piece.lines[0]?.boot;
  for (const line of piece.lines) {
    if (line.boot !== boot) head.reset();
    boot = line.boot;
    head.feed(line.bytes);
  }
  head.reset();
  return { items: head.items, problems: head.problems, columns };
}

function runText(run: Run): string {
  return run.chinese ? iconv.decode(Buffer.from(run.text, "latin1"), "gb18030") : run.text.replace(/[^\x20-\x7e]/g, "?");
}

/** The piece as lines of UTF-8 text, placed as on its columns; large characters take one place each here. */
export function paperText(paper: Paper): string[] {
  const lines: string[] = [];
  const dots = dotsOf(paper.columns ?? NARROW_COLUMNS);
  for (const item of paper.items) {
    if (item.kind === "text") {
      let width = 0;
      let text = "";
      for (const run of item.runs) {
        width += runWidth(run);
        text += runText(run);
      }
      lines.push((" ".repeat(Math.floor(leftEdge(item.align, width, dots) / CELL_WIDTH)) + text).trimEnd());
    } else if (item.kind === "feed") {
      for (let dots = item.dots; dots >= 24; dots -= 30) lines.push("");
    } else if (item.kind === "raster") {
      lines.push("[picture " + item.widthBytes * 8 + "x" + item.height + "]");
    } else if (item.kind === "symbol") {
      lines.push("[" + item.name + ": " + iconv.decode(Buffer.from(item.content, "latin1"), "utf8") + "]");
    }
  }
  while (lines.length > 0 && lines[lines.length - 1] === "") lines.pop();
  return lines;
}
