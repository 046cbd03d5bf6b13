import iconv from "iconv-lite";
import { PLACES } from "../firmware/text/keys.js";

/** ESC/POS, 58 mm class. Source: Epson ESC/POS command reference; Chinese mode FS & as on GB18030 printers. */
const INIT = "\x1b@\x1c&";
const CENTRE = "\x1ba\x01";
const LEFT = "\x1ba\x00";
const DOUBLE = "\x1d!\x11";
const NORMAL = "\x1d!\x00";
const COLUMNS = 32;
/** A line that begins so is left out when a value in it is empty; see receipt/render.ts. */
const CONDITIONAL = "\x03";

/** Columns of places whose values have one length, so that lines with two halves are laid out here and not on the board. */
const WIDTHS: Record<string, number> = { tid: 8, operator: 2, batch: 6, voucher: 6 };

const encoded = (text: string): string => iconv.encode(text, "gb18030").toString("latin1");

function columnsOf(text: string): number {
  return encoded(text.replace(/\{(\w+)\}/g, (_all, name: string) => {
    if (WIDTHS[name] === undefined) throw new Error(`slip: {${name}} stands beside a tab but has no fixed width`);
    return "x".repeat(WIDTHS[name]);
  })).length;
}

/**
 * The bytes of one copy with places still open, one printed line to a line.
 * @param source  The authors' slip: `=` centred, `^` double size, a tab splits left and right, `---` a rule, `1` or `2` first: on that copy only.
 * @param copy  "1" merchant, "2" cardholder.  @param label  What stands for `{copy}`.
 */
export function compileSlip(source: string, copy: string, label: string): Buffer {
  let bytes = INIT;
  let after = "";
  const lines: string[] = [];
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
    const open = line.includes("{");
    const marked = encoded(line.replace(/\{(\w+)\}/g, (_all, name: string) => {
      const at = (PLACES as readonly string[]).indexOf(name);
      if (at < 0) throw new Error(`slip: no place called {${name}}`);
      return `\x02${String.fromCharCode(65 + at)}`;
    }));
    // Control bytes come before the mark, so that a line that is left out still undoes what the one before it set.
    bytes += after + (open ? CONDITIONAL : "") + (mark === "=" ? CENTRE : mark === "^" ? DOUBLE : "") + marked;
    after = mark === "=" ? LEFT : mark === "^" ? NORMAL : "";
    lines.push(bytes);
    bytes = "";
  }
  return Buffer.from(lines.join("\n"), "latin1");
}
