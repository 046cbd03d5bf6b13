import { expand } from "../text/template.js";

/** First byte of a line that is left out when a value in it is empty. */
const CONDITIONAL = "\x03";
/** Stands for an empty value until its line is left out. */
const EMPTY = "\x04";

/**
 * The lines of one copy, with their control bytes, without line feeds.
 * @param template  As tools/compile-slip.ts made it: the printer's bytes with places still open.
 */
export function slipLines<H>(template: string, place: (holder: H, place: number) => string, holder: H): string[] {
  const lines: string[] = [];
  for (const line of expand(template, place, holder, EMPTY).split("\n")) {
    const at = line.indexOf(CONDITIONAL);
    if (at < 0) lines.push(line);
    else if (line.lastIndexOf(EMPTY) < 0) lines.push(line.substr(0, at) + line.substr(at + 1));
    else if (at > 0) lines.push(line.substr(0, at));
  }
  return lines;
}
