import { boardRequest, makeBundle, type BundleRequest } from "./bundle.js";
import type { Board } from "./board.js";
import { PROGRAM_FILE } from "./flash/plan.js";
import { placeOf, type TracedFile } from "./source-maps.js";

/** A position as the interpreter prints it: file, line, column. */
const POSITION = /(\.bootcde|code\.\w+|postern):(\d+):(\d+)/g;

/** Files of a board by name, and where their text comes from. */
export async function tracedFiles(request: BundleRequest, core: string): Promise<Map<string, TracedFile>> {
  const { traces } = await makeBundle({ ...request, traced: true });
  return new Map([...traces].map(([name, traced]) => [name === "" ? core : "code." + name, traced]));
}

/** As {@link tracedFiles}, for what `postern flash` puts on a board. */
export function tracedBoard(board: Board): Promise<Map<string, TracedFile>> {
  return tracedFiles(boardRequest(board), PROGRAM_FILE);
}

/**
 * A board's words with each position of a file of ours followed by where it comes from: `file.ts:LINE`.
 * The interpreter prints an excerpt below each position, of which nobody can read the shortened names; those lines are left out.
 */
export function traceText(text: string, files: ReadonlyMap<string, TracedFile>): string {
  const out: string[] = [];
  let excerpt = false;
  for (const line of text.split(/\r?\n/)) {
    if (excerpt && (/^\s*\^?\s*$/.test(line) || !/^\s*at /.test(line))) {
      // The excerpt ends with the line of the mark.
      if (/^\s*\^\s*$/.test(line)) excerpt = false;
      continue;
    }
    let known = false;
    out.push(line.replace(POSITION, (whole, file: string, row: string, column: string) => {
      const traced = files.get(file);
      const place = traced === undefined ? null : placeOf(traced, Number(row), Number(column));
      if (place === null) return whole;
      known = true;
      return place.file + ":" + place.line;
    }));
    excerpt = known && /^\s*at /.test(line);
  }
  return out.join("\n");
}
