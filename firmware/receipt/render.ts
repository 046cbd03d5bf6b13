import { expand } from "../text/template.js";

/** ESC/POS, 58 mm class. Source: Epson ESC/POS command reference; Chinese mode FS & as on GB18030 printers. */
const INIT = "\x1b@\x1c&";
const CENTRE = "\x1ba\x01";
const LEFT = "\x1ba\x00";
const DOUBLE = "\x1d!\x11";
const NORMAL = "\x1d!\x00";

/**
 * The lines of one copy, each with its control bytes and line feed, ready for `printLine`.
 * @param text  slip template; marks: `=` centred, `^` double size, `?` left out when a place is empty, `1`/`2` only on that
 *   copy, a tab splits left and right, `---` is a rule.
 * @param copy  1 merchant, 2 customer.
 */
export function slipLines(text: string, copy: number, columns: number, place: (place: number) => string): string[] {
  const lines: string[] = [];
  for (const source of text.split("\n")) {
    let mark = source.charAt(0);
    let line = source;
    if (mark === "1" || mark === "2") {
      if (mark !== "" + copy) continue;
      line = line.substr(1);
      mark = line.charAt(0);
    }
    const strict = mark === "?";
    if (strict) {
      line = line.substr(1);
      mark = line.charAt(0);
    }
    line = expand(mark === "=" || mark === "^" ? line.substr(1) : line, place, strict);
    if (strict && line === "") continue;
    for (const piece of line.split("\n")) lines.push(lineBytes(piece, mark, columns));
  }
  lines[0] = INIT + lines[0];
  return lines;
}

function lineBytes(line: string, mark: string, columns: number): string {
  if (mark === "=") return CENTRE + line + "\n" + LEFT;
  if (mark === "^") return DOUBLE + line + "\n" + NORMAL;
  if (line === "---") return "-".repeat(columns) + "\n";
  const tab = line.indexOf("\t");
  if (tab < 0) return line + "\n";
  const right = line.substr(tab + 1);
  return line.substr(0, tab) + " ".repeat(Math.max(1, columns - tab - right.length)) + right + "\n";
}
