import { frameBraille, frameHalfBlocks } from "../screen/blocks.js";
import { fitWidth } from "./width.js";

/** Everything the screen shows; drawing is a pure function of it and of the window's size. */
export interface View {
  glass: Uint8Array;
  powered: boolean;
  lights: number;
  /** Name of the tone sounding now, or "". */
  tone: string;
  cableIn: boolean;
  /** "ok", or what is wrong with the printer. */
  printer: string;
  /** Printed lines, oldest first. */
  paper: readonly string[];
  /** Lines the paper is scrolled back. */
  scrolledLines: number;
  /** The words on the glass, to be shown in place of its dots; null shows the dots. */
  words: readonly string[] | null;
  /** Paper over the display, for small windows. */
  paperOnly: boolean;
  /** A list laid over the display; null when none is open. */
  list: { title: string; lines: readonly string[]; chosen: number } | null;
  /** Bottom line: what the acquirer's ledger says. */
  status: string;
  /** What just happened, or "". */
  message: string;
  colour: boolean;
}

export const COLUMNS_MIN = 80;
export const ROWS_MIN = 24;
const PAPER_COLUMNS = 34;
const LEGEND = [
  ["0-9 .", "digits"], ["Enter", "confirm"], ["Bksp", "clear"], ["Esc", "cancel"], ["up dn", "items"],
  ["l", "language"], ["m", "menu"], ["g", "goods"], ["c", "swipe card"], ["f", "feed"],
  ["p", "paper out"], ["n", "net cable"], ["x", "power cut"], ["v t []", "views"], ["q", "quit"],
] as const;
const LIGHTS = [["33", "ready"], ["220", "busy"], ["40", "good"], ["196", "refused"]] as const;

type Paint = (style: string, text: string) => string;

function painter(colour: boolean): Paint {
  return (style, text) => (colour && style !== "" ? "\x1b[" + style + "m" + text + "\x1b[0m" : text);
}

function dotCount(row: string): number {
  let count = 0;
  for (let at = 0; at < row.length; at++) for (let bits = row.charCodeAt(at) & 0xff; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** A row of braille that is mostly dark is drawn as light dots on dark: braille dots do not touch, so it would look grey. */
function brailleRow(row: string, paint: Paint, ink: string, ground: string): string {
  const dark = dotCount(row) > row.length * 4;
  let text = "";
  for (let at = 0; at < row.length; at++) {
    const dots = dark ? 0xff - (row.charCodeAt(at) & 0xff) : row.charCodeAt(at) & 0xff;
    // Many fonts draw the empty places of a braille cell as rings: a blank is cleaner.
    text += dots === 0 ? " " : String.fromCharCode(0x2800 + dots);
  }
  return dark ? paint("38;5;" + ground + ";48;5;" + ink, text) : paint("38;5;" + ink + ";48;5;" + ground, text);
}

/** The words on the glass in the middle of where its dots would be, for fonts without braille and for readers of the screen. */
function wordRows(words: readonly string[], columns: number, rowsEach: number): string[] {
  const rows: string[] = [];
  for (const line of words) {
    for (let row = 0; row < rowsEach; row++) rows.push(fitWidth(row === rowsEach / 2 - 1 ? " ".repeat((columns - 16) >> 1) + line : "", columns));
  }
  return rows;
}

/** The glass in its frame: 64 x 16 braille cells, or 128 x 32 half blocks. */
function displayBox(view: View, paint: Paint, large: boolean): string[] {
  const columns = large ? 128 : 64;
  const rows = view.words !== null ? wordRows(view.words, columns, large ? 8 : 4) : large ? frameHalfBlocks(view.glass) : frameBraille(view.glass);
  const [ink, ground] = view.powered ? ["234", "151"] : ["238", "236"];
  const glass = (row: string): string => (large || !view.colour || view.words !== null ? paint("38;5;" + ink + ";48;5;" + ground, row) : brailleRow(row, paint, ink, ground));
  const frame = "38;5;245";
  const label = view.powered ? " POSTERN " : " POSTERN, no power ";
  return [
    paint(frame, "\u250c\u2500" + label + "\u2500".repeat(columns - label.length - 1) + "\u2510"),
    ...rows.map((row) => paint(frame, "\u2502") + glass(row) + paint(frame, "\u2502")),
    paint(frame, "\u2514" + "\u2500".repeat(columns) + "\u2518"),
  ];
}

function listBox(list: NonNullable<View["list"]>, paint: Paint, columns: number, rows: number): string[] {
  const room = rows - 2;
  const first = Math.max(0, Math.min(list.chosen - (room >> 1), list.lines.length - room));
  const lines = [paint("7", fitWidth(" " + list.title, columns))];
  for (let row = 0; row < room; row++) {
    const text = fitWidth((first + row === list.chosen ? " > " : "   ") + (list.lines[first + row] ?? ""), columns);
    lines.push(first + row === list.chosen ? paint("1;7", text) : text);
  }
  const more = list.lines.length > room ? "  " + (list.chosen + 1) + " of " + list.lines.length : "";
  lines.push(paint("2", fitWidth(" up down: choose   Enter: take   Esc: back" + more, columns)));
  return lines;
}

function sidePanel(view: View, paint: Paint, columns: number, rows: number): string[] {
  const lines: string[] = [""];
  LIGHTS.forEach(([shade, name], bit) => {
    const lit = (view.lights & (1 << bit)) !== 0;
    lines.push(" " + paint(lit ? "38;5;" + shade : "38;5;240", lit ? "\u25cf" : "\u25cb") + " " + fitWidth(name, columns - 3));
  });
  const plain = ["", view.tone === "" ? "" : " \u266a " + view.tone, "", " cable " + (view.cableIn ? "in" : "OUT"), " paper " + view.printer, " power " + (view.powered ? "on" : "OFF")];
  for (const text of plain) lines.push(fitWidth(text, columns));
  while (lines.length < rows) lines.push("");
  return lines.slice(0, rows).map((line) => (line === "" ? " ".repeat(columns) : line));
}

function paperBox(view: View, paint: Paint, rows: number): string[] {
  const end = Math.max(Math.min(rows, view.paper.length), view.paper.length - view.scrolledLines);
  const shown = view.paper.slice(Math.max(0, end - rows), end);
  while (shown.length < rows) shown.unshift("");
  return shown.map((line) => paint("38;5;236;48;5;230", fitWidth(" " + line, PAPER_COLUMNS)));
}

function legendLines(paint: Paint, columns: number, rows: number): string[] {
  const across = Math.ceil(LEGEND.length / rows);
  const width = Math.floor(columns / across);
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    let line = "";
    for (let column = 0; column < across; column++) {
      const entry = LEGEND[column * rows + row];
      const key = entry === undefined ? "" : " " + entry[0];
      line += entry === undefined ? " ".repeat(width) : paint("1", key) + fitWidth(" " + entry[1], width - key.length);
    }
    lines.push(line + " ".repeat(columns - width * across));
  }
  return lines;
}

/** Side by side; the parts have the same number of lines and fixed widths. */
function beside(left: string[], right: string[]): string[] {
  return left.map((line, index) => line + (right[index] ?? ""));
}

/**
 * The whole screen, one string a row with its colours, no row wider than `columns`.
 * The display is braille, or half blocks where there are 130 columns and room below; the paper stands below it, or to its
 * right where there are 34 columns more.
 */
export function drawView(view: View, columns: number, rows: number): string[] {
  const paint = painter(view.colour);
  if (columns < COLUMNS_MIN || rows < ROWS_MIN) {
    return ["Postern needs a window of " + COLUMNS_MIN + "x" + ROWS_MIN + ",", "this one is " + columns + "x" + rows + ".", "q quits."].map((line) => fitWidth(line, columns)).slice(0, rows);
  }
  const largeRight = columns >= 130 + PAPER_COLUMNS && rows >= 34 + 6;
  const large = largeRight || (columns >= 130 && rows >= 34 + 10);
  const paperRight = large ? largeRight : columns >= 66 + PAPER_COLUMNS;
  const boxColumns = large ? 130 : 66;
  const boxRows = large ? 34 : 18;
  const mainColumns = paperRight ? columns - PAPER_COLUMNS : columns;
  const sideColumns = mainColumns - boxColumns;
  let box = displayBox(view, paint, large);
  if (view.paperOnly && !paperRight) box = paperBox(view, paint, boxRows).map((line) => line + " ".repeat(boxColumns - PAPER_COLUMNS));
  // Without room at its side the panel moves below the display, in place of nothing but blank lines.
  const roomy = sideColumns >= 14;
  let top = roomy ? beside(box, sidePanel(view, paint, sideColumns, boxRows)) : box.map((line) => line + " ".repeat(sideColumns));
  if (view.list !== null) top = listBox(view.list, paint, mainColumns, boxRows);
  const lowerRows = rows - boxRows - 1;
  const lowerColumns = paperRight ? mainColumns : columns - PAPER_COLUMNS;
  const legendRows = Math.min(5, lowerRows - (roomy ? 0 : 1));
  let lower = legendLines(paint, Math.min(lowerColumns, boxColumns), legendRows).map((line) => line + " ".repeat(Math.max(0, lowerColumns - boxColumns)));
  if (!roomy) lower.push(fitWidth(compactPanel(view), lowerColumns));
  while (lower.length < lowerRows) lower.push(" ".repeat(lowerColumns));
  if (!paperRight) lower = beside(paperBox(view, paint, lowerRows), lower);
  let lines = [...top, ...lower];
  if (paperRight) lines = beside(lines, paperBox(view, paint, rows - 1));
  return [...lines, paint("7", fitWidth(" " + (view.message === "" ? view.status : view.message), columns))];
}

function compactPanel(view: View): string {
  const on = LIGHTS.filter((_light, bit) => (view.lights & (1 << bit)) !== 0).map(([, name]) => name).join(" ");
  return " lights: " + (on || "none") + "   cable " + (view.cableIn ? "in" : "OUT") + "   paper " + view.printer + (view.tone === "" ? "" : "   \u266a " + view.tone);
}
