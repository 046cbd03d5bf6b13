import iconv from "iconv-lite";
import { PLACES } from "../firmware/text/keys.js";

/** ESC/POS, 58 mm class. Source: Epson ESC/POS command reference; Chinese mode FS & as on GB18030 printers. */
const INIT = "\x1b@\x1c&";
const CENTRE = "\x1ba\x01";
const LEFT = "\x1ba\x00";
const DOUBLE = "\x1d!\x11";
const NORMAL = "\x1d!\x00";
const COLUMNS = 32;

/** Columns of places whose values have one length, so that lines with two halves are laid out here and not on the board. */
const WIDTHS: Record<string, number> = { tid: 8, operator: 2, batch: 6, voucher: 6 };

const encoded = (text: string): string => iconv.encode(text, "gb18030").toString("latin1");

function columnsOf(text: string): number {
  return encoded(text.replace(/\{(\w+)\}/g, (_all, name: string) => {
    if (WIDTHS[name] === undefined) throw new Error(`slip: {${name}} stands beside a tab but has no fixed width`);
    return "x".repeat(WIDTHS[name]);
  })).length;
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

/**
 * The bytes of one copy with places still open. A line with a value that is empty will be left out.
 * @param source  The authors' slip: `=` centred, `^` double size, a tab splits left and right, `---` a rule, `1` or `2` first: on that copy only.
 * @param copy  "1" merchant, "2" cardholder.  @param label  What stands for `{copy}`.
 */
export function compileSlip(source: string, copy: string, label: string): Buffer {
  let bytes = INIT;
  let first = true;
  let after = "";
  for (let line of source.replace("{copy}", label).split("\n")) {
    if (line.startsWith("1") || line.startsWith("2")) {
      if (!line.startsWith(copy)) continue;
      line = line.slice(1);
    }
    line = line.replace(/^\?/, "");
    const mark = "=^".includes(line.charAt(0)) ? line.charAt(0) : "";
    line = line.slice(mark.length);
    if (line === "---") line = "-".repeat(COLUMNS);
    const [left, right] = line.split("\t");
    if (right !== undefined) line = left + " ".repeat(Math.max(1, COLUMNS - columnsOf(left!) - columnsOf(right))) + right;
    // It could not be left out without what sets the printer up.
    if (first && line.includes("{")) throw new Error("slip: a value in the first line");
    first = false;
    const marked = encoded(line.replace(/\{(\w+)\}/g, (_all, name: string) => {
      const at = (PLACES as readonly string[]).indexOf(name);
      if (at < 0) throw new Error(`slip: no place called {${name}}`);
      return `\x02${String.fromCharCode(65 + at)}`;
    }));
    bytes += after + (mark === "=" ? CENTRE : mark === "^" ? DOUBLE : "") + marked;
    after = mark === "=" ? LEFT : mark === "^" ? NORMAL : "";
    bytes += "\n";
  }
  return packed(bytes);
}
