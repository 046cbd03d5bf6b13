import { fitting } from "../firmware/text/template.js";
import type { LineImages } from "./line-images.js";

const COLUMNS = 16;
const INVERSE = "!";

/** What the first byte of a ready line says; `app/screens.ts` draws by it. Marks up to ROW_FIXED_LAST never change while a screen stands. */
const DYNAMIC: Record<string, string> = { "": "l", "=": "m", ">": "r", "!": "v", "#": "e" };

function padded(line: string, mark: string): string {
  const free = COLUMNS - line.length;
  if (mark === "=" || mark === INVERSE) return " ".repeat(Math.floor(free / 2)) + line + " ".repeat(free - Math.floor(free / 2));
  return mark === ">" ? line.padStart(COLUMNS) : line.padEnd(COLUMNS);
}

/** A row that never changes: `a` blank, `b` and two digits in base 64 a picture, `c` text, `d` inverse text, padded to the full width. */
function fixedRow(line: string, mark: string, images: LineImages | null): string {
  if (line === "" && mark !== INVERSE) return "a";
  const text = padded(line, mark);
  const wide = Buffer.from(text, "latin1").some((byte) => byte > 0x80);
  if (!wide || images === null) return (mark === INVERSE ? "d" : "c") + text;
  const number = images.number(Buffer.from(text, "latin1"), mark === INVERSE);
  return `b${String.fromCharCode(48 + (number >> 6), 48 + (number & 63))}`;
}

/**
 * Make a screen ready for the device: each line begins with one byte that says how it is drawn; what never changes is
 * wrapped, padded and drawn here. @param text  As `compileText` left it, with the authors' marks of zh.ts.
 */
export function compileScreen(text: Buffer, images: LineImages | null): Buffer {
  const rows: string[] = [];
  for (const source of text.toString("latin1").split("\n")) {
    const mark = "!=>#".includes(source.charAt(0)) ? source.charAt(0) : "";
    let line = source.slice(mark.length);
    if (line.includes("\x02")) {
      rows.push(DYNAMIC[mark]! + line);
      continue;
    }
    do {
      const length = fitting(line, COLUMNS);
      rows.push(fixedRow(line.slice(0, length), mark, images));
      line = line.slice(length);
    } while (line !== "");
  }
  return Buffer.from(rows.join("\n"), "latin1");
}
