import { createRequire } from "node:module";
import iconv from "iconv-lite";
import { CELL_WIDTH, cellsOf, dotsOf, leftEdge, runWidth } from "../../sim/escpos/model.js";
import type { Paper } from "../../sim/escpos/paper.js";

const receiptline = createRequire(import.meta.url)("receiptline") as typeof import("receiptline");

/** One character on paper: what it is, the dot of its middle, how many times as wide and as high as usual. */
type Placed = [character: string, middle: number, wide: number, high: number];

const text = (bytes: string): string => iconv.decode(Buffer.from(bytes, "latin1"), "gb18030");

/** Where our print head puts every character, line by line. */
export function placedByHead(paper: Paper): Placed[][] {
  return paper.items.flatMap((item) => {
    if (item.kind !== "text") return [];
    let x = leftEdge(item.align, item.runs.reduce((sum, run) => sum + runWidth(run), 0), dotsOf(paper.columns!));
    const line: Placed[] = [];
    for (const run of item.runs) {
      for (const { bytes, cells } of cellsOf(run.text, run.chinese)) {
        const width = cells * CELL_WIDTH * run.look.wide;
        if (bytes !== " ") line.push([text(bytes), x + width / 2, run.look.wide, run.look.high]);
        x += width;
      }
    }
    return [line];
  });
}

/** The same lines in receiptline's own language: a bar on the right for the left edge, carets for size. */
function documentOf(paper: Paper): string {
  const sizes: Record<string, string> = { "1 1": "", "2 1": "^", "1 2": "^^", "2 2": "^^^" };
  return paper.items.flatMap((item) => {
    if (item.kind !== "text") return [];
    const words = item.runs.map((run) => {
      const escaped = text(run.text).replace(/[\\|{}~_"`^-]/g, (mark) => "\\" + mark);
      return sizes[`${run.look.wide} ${run.look.high}`] + escaped.replace(/ /g, "~");
    }).join("");
    return [(item.align === "left" ? "|" : "") + words];
  }).join("\n");
}

/** Where receiptline puts them: it draws each character of a line as a `tspan` with its middle, scaled by its line's `transform`. */
export function placedByReceiptline(paper: Paper): Placed[][] {
  const svg = receiptline.transform(documentOf(paper), { cpl: paper.columns!, encoding: "gb18030", command: "svg", spacing: false });
  const names: Record<string, string> = { "&#xa0;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">" };
  return [...svg.matchAll(/<g transform="translate\((\d+),\d+\)">(.*?)<\/g>/g)].map((group) => {
    const line: Placed[] = [];
    for (const [, head, body] of group[2]!.matchAll(/<text([^>]*)>(.*?)<\/text>/g)) {
      const scale = /scale\((\d),(\d)\)/.exec(head!) ?? ["", "1", "1"];
      for (const [, x, shown] of body!.matchAll(/<tspan x="([\d.]+)">(.*?)<\/tspan>/g)) {
        const character = names[shown!] ?? shown!;
        if (character !== " ") line.push([character, Number(group[1]) + Number(x) * Number(scale[1]), Number(scale[1]), Number(scale[2])]);
      }
    }
    return line;
  });
}
