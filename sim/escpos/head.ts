import { CELL_WIDTH, NARROW_COLUMNS, cellsOf, dotsOf, type Align, type Look, type PaperItem, type Run } from "./model.js";
import { commandAt, type Command } from "./commands.js";
import { barcodeRow, qrRows } from "./symbols.js";

/** A print head: bytes in, things on paper out. It keeps its settings from line to line, as the real one does. */
export interface PrintHead {
  /** Take bytes as they come; what is complete is added to `items`. */
  feed(bytes: string): void;
  /** Power was off: settings and the unfinished line are gone. */
  reset(): void;
  readonly items: PaperItem[];
  /** One line for each command it does not know or that ended too early, with its place in the bytes fed. */
  readonly problems: string[];
}

/** 1/6 inch at 203 dots an inch is 33.9; 58 mm modules feed 30. */
const LINE_SPACING_DEFAULT = 30;
const TAB_COLUMNS = 8;

interface Settings { align: Align; look: Look; hanziLook: { wide: number; high: number; underline: boolean }; chinese: boolean; spacing: number; qr: string; qrSize: number; qrLevel: number; barHeight: number; barWidth: number }

function freshSettings(): Settings {
  return {
    align: "left", look: { bold: false, underline: false, inverse: false, wide: 1, high: 1 },
    hanziLook: { wide: 1, high: 1, underline: false }, chinese: true, spacing: LINE_SPACING_DEFAULT, qr: "", qrSize: 3, qrLevel: 0, barHeight: 80, barWidth: 2,
  };
}

/** @param columns  Of the paper: 32 on 58 mm, 48 on 80 mm. */
export function createPrintHead(columns = NARROW_COLUMNS): PrintHead {
  const dots = dotsOf(columns);
  let settings = freshSettings();
  let runs: Run[] = [];
  let dotsUsed = 0;
  let offset = 0;
  const items: PaperItem[] = [];
  const problems: string[] = [];

  function endLine(force: boolean): void {
    if (runs.length === 0 && !force) return;
    let tallest = 0;
    for (const run of runs) tallest = Math.max(tallest, run.look.high * 24);
    items.push({ kind: "text", align: settings.align, runs, advance: Math.max(settings.spacing, tallest) });
    runs = [];
    dotsUsed = 0;
  }
  function putText(text: string): void {
    const { look: narrow, hanziLook } = settings;
    const hanzi: Look = { ...narrow, wide: Math.max(narrow.wide, hanziLook.wide), high: Math.max(narrow.high, hanziLook.high), underline: narrow.underline || hanziLook.underline };
    for (const character of cellsOf(text, settings.chinese)) {
      const look = character.cells === 2 ? hanzi : narrow;
      const width = character.cells * CELL_WIDTH * look.wide;
      // A line that is full breaks by itself, and never inside a character.
      if (dotsUsed + width > dots) endLine(true);
      dotsUsed += width;
      const last = runs[runs.length - 1];
      if (last !== undefined && last.chinese === settings.chinese && sameLook(last.look, look)) last.text += character.bytes;
      else runs.push({ look, text: character.bytes, chinese: settings.chinese });
    }
  }
  function tab(): void {
    const column = Math.floor(dotsUsed / CELL_WIDTH);
    putText(" ".repeat(TAB_COLUMNS - (column % TAB_COLUMNS)));
  }
  /** Commands that only change how what follows looks. False when the command is none of them. */
  function changeLook(command: Command): boolean {
    const { n } = command;
    switch (command.name) {
      case "align": endLine(false); settings.align = n % 48 === 1 ? "centre" : n % 48 === 2 ? "right" : "left"; break;
      case "bold": settings.look = { ...settings.look, bold: (n & 1) === 1 }; break;
      case "underline": settings.look = { ...settings.look, underline: n % 48 !== 0 }; break;
      case "inverse": settings.look = { ...settings.look, inverse: (n & 1) === 1 }; break;
      case "size": settings.look = { ...settings.look, wide: ((n >> 4) & 7) + 1, high: (n & 7) + 1 }; break;
      case "mode":
        settings.look = { ...settings.look, bold: (n & 8) !== 0, underline: (n & 128) !== 0, wide: n & 32 ? 2 : 1, high: n & 16 ? 2 : 1 };
        break;
      case "hanziMode": settings.hanziLook = { wide: n & 4 ? 2 : 1, high: n & 8 ? 2 : 1, underline: (n & 128) !== 0 }; break;
      case "hanziOn": settings.chinese = true; break;
      case "hanziOff": settings.chinese = false; break;
      default: return false;
    }
    return true;
  }
  function obey(command: Command): void {
    const { n } = command;
    switch (command.name) {
      case "lineFeed": endLine(true); break;
      case "tab": tab(); break;
      case "init": endLine(false); settings = freshSettings(); break;
      case "spacing": settings.spacing = n; break;
      case "spacingDefault": settings.spacing = LINE_SPACING_DEFAULT; break;
      case "feedLines": endLine(false); items.push({ kind: "feed", dots: n * settings.spacing }); break;
      case "feedDots": endLine(false); items.push({ kind: "feed", dots: n }); break;
      case "cut":
        endLine(false);
        if (command.n2 > 0) items.push({ kind: "feed", dots: command.n2 });
        items.push({ kind: "cut", partial: (n & 1) === 1 });
        break;
      case "barHeight": settings.barHeight = n; break;
      case "barWidth": settings.barWidth = Math.min(6, Math.max(1, n)); break;
      default: if (!changeLook(command)) drawSymbol(command);
    }
  }
  function drawSymbol(command: Command): void {
    const align = settings.align;
    if (command.name === "raster") {
      endLine(false);
      const scaleX = command.n & 1 ? 2 : 1, scaleY = command.n & 2 ? 2 : 1;
      items.push({ kind: "raster", align, widthBytes: command.n2, height: command.n3, scaleX, scaleY, bits: command.body });
    } else if (command.name === "qrSize") settings.qrSize = command.body.charCodeAt(0);
    else if (command.name === "qrLevel") settings.qrLevel = command.body.charCodeAt(0) - 48;
    else if (command.name === "qrStore") settings.qr = command.body.substr(1);
    else if (command.name === "qrPrint") {
      const size = Math.max(1, settings.qrSize);
      putSymbol("QR", settings.qr, qrRows(settings.qr, settings.qrLevel), size, size);
    } else if (command.name === "barcode") {
      const row = barcodeRow(command.n, command.body);
      putSymbol("barcode", command.body, row === null ? null : [row], settings.barWidth, Math.max(1, settings.barHeight));
    }
  }
  /** What is wider than the paper is not printed by the machine either, and is told as a problem. */
  function putSymbol(name: string, content: string, rows: readonly string[] | null, unitX: number, unitY: number): void {
    endLine(false);
    const align = settings.align;
    const width = (rows?.[0]?.length ?? 0) * unitX;
    if (rows === null || width > dots) {
      problems.push(name + " of " + content.length + " bytes " + (rows === null ? "cannot be drawn" : "is wider than the paper"));
      items.push({ kind: "symbol", align, name, content, width: Math.min(dots, 120), height: 60, rows: [], unitX: 1, unitY: 1 });
    } else items.push({ kind: "symbol", align, name, content, width, height: rows.length * unitY, rows, unitX, unitY });
  }
  return {
    items,
    problems,
    feed(bytes) {
      let at = 0;
      while (at < bytes.length) {
        if (bytes.charCodeAt(at) >= 0x20) {
          let end = at + 1;
          while (end < bytes.length && bytes.charCodeAt(end) >= 0x20) end++;
          putText(bytes.substring(at, end));
          at = end;
          continue;
        }
        const command = commandAt(bytes, at);
        if (command.problem !== "") problems.push("byte " + (offset + at) + ": " + command.problem);
        else obey(command);
        at += command.length;
      }
      offset += bytes.length;
    },
    reset() {
      settings = freshSettings();
      endLine(false);
    },
  };
}

function sameLook(one: Look, other: Look): boolean {
  return one === other || (one.bold === other.bold && one.underline === other.underline && one.inverse === other.inverse && one.wide === other.wide && one.high === other.high);
}
