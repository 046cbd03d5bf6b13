import iconv from "iconv-lite";
import { PLACES } from "../firmware/text/keys.js";

/** ESC/POS. Source: Epson ESC/POS command reference; Chinese mode FS & as on GB18030 printers. */
const INIT = "\x1b@\x1c&";
const CENTRE = "\x1ba\x01";
const LEFT = "\x1ba\x00";
const DOUBLE = "\x1d!\x11";
const TALL = "\x1d!\x01";
const NORMAL = "\x1d!\x00";
/** What stands before a line with a mark, and what follows it: three bytes of which the last is 0 (receipt/render.ts). */
const STYLES: Record<string, [before: string, after: string]> = { "=": [CENTRE, LEFT], "^": [DOUBLE, NORMAL], "|": [TALL, NORMAL] };
/** No line begins with one of these. */
const CLOSING = ",.;:!?)\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u300b\u300d";

/** Columns of places whose values have one length, so that lines with two halves are laid out here and not on the board. */
const WIDTHS: Record<string, number> = { tid: 8, operator: 2, batch: 6, voucher: 6 };

const encoded = (text: string): string => iconv.encode(text, "gb18030").toString("latin1");

function columnsOf(text: string): number {
  return encoded(text.replace(/\{(\w+)\}/g, (_all, name: string) => {
    if (WIDTHS[name] === undefined) throw new Error(`slip: {${name}} stands beside a tab but has no fixed width`);
    return "x".repeat(WIDTHS[name]);
  })).length;
}

/** Break text at blanks and between hanzi, so that no line is wider than the paper. @param columns  Of the paper; a hanzi takes two. */
export function wrapped(text: string, columns: number): string {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(/[!-~]+|[^!-~]/g) ?? []) {
    const over = encoded((line + piece).trimEnd()).length > columns;
    if (over && !CLOSING.includes(piece)) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else if (over) {
      // The character before comes along, so that the mark does not stand alone.
      lines.push(line.slice(0, -1));
      line = line.slice(-1) + piece;
    } else line += piece;
  }
  return [...lines, line].join("\n");
}

/** Bytes of a slip with places still open, as firmware/receipt/render.ts reads them. @param marked  Byte 0x02 and a letter for each place. */
function packed(marked: string): Buffer {
  const [first, ...rest] = marked.split("\x02");
  const before = [first!, ...rest.map((part) => part.slice(1))];
  const after = before.pop()!;
  const long = before.find((part) => part.length > 255);
  if (long !== undefined || before.length > 255) throw new Error(`slip: over 255 bytes between two values, or values; near ${long}`);
  return Buffer.from([before.length, ...before.map((part) => part.length), ...rest.map((part) => part.charCodeAt(0) - 65), ...Buffer.from(before.join("") + after, "latin1")]);
}

/** The lines of one copy, long texts broken. */
function linesOf(source: string, copy: string, columns: number): string[] {
  return source.split("\n").flatMap((line) => {
    const own = /^[12]/.test(line);
    if (own && !line.startsWith(copy)) return [];
    const rest = (own ? line.slice(1) : line).replace(/^\?/, "");
    return rest.startsWith("~") ? wrapped(rest.slice(1), columns).split("\n") : [rest];
  });
}

/**
 * The bytes of one copy with places still open. A line with a value that is empty will be left out.
 * @param source  The authors' slip: `=` centred, `^` double size, `|` double height, `~` broken to the width of the paper, a tab
 *   splits left and right, `---` a rule, `1` or `2` first: on that copy only.
 * @param copy  "1" merchant, "2" cardholder.  @param label  What stands for `{copy}`.  @param columns  Of the paper: 32 on 58 mm, 48 on 80 mm.
 */
export function compileSlip(source: string, copy: string, label: string, columns: number): Buffer {
  let bytes = INIT;
  let first = true;
  let after = "";
  for (let line of linesOf(source.replace("{copy}", label), copy, columns)) {
    const mark = "=^|".includes(line.charAt(0)) ? line.charAt(0) : "";
    line = line.slice(mark.length);
    if (line === "---") line = "-".repeat(columns);
    const [left, right] = line.split("\t");
    if (right !== undefined) line = left + " ".repeat(Math.max(1, columns - columnsOf(left!) - columnsOf(right))) + right;
    // It could not be left out without what sets the printer up.
    if (first && line.includes("{")) throw new Error("slip: a value in the first line");
    first = false;
    const marked = encoded(line.replace(/\{(\w+)\}/g, (_all, name: string) => {
      const at = (PLACES as readonly string[]).indexOf(name);
      if (at < 0) throw new Error(`slip: no place called {${name}}`);
      return `\x02${String.fromCharCode(65 + at)}`;
    }));
    const style = STYLES[mark] ?? ["", ""];
    bytes += after + style[0] + marked;
    after = style[1];
    bytes += "\n";
  }
  return packed(bytes);
}
