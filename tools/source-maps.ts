import { SourceMap, type SourceMapPayload } from "node:module";

/** What a text is called on its way from one stage of the bundler to the next. */
export const STAGE_FILE = "stage.js";

/** The map of a stage and of all before it, as JSON; null while nobody wants to know where a column comes from. */
export type StageMap = string | null;

/** Terser's option that adds its own stage to the map of those before it; nothing when there is none. */
export function mapOption(before: StageMap): { sourceMap?: { content: string; filename: string } } {
  return before === null ? {} : { sourceMap: { content: before, filename: STAGE_FILE } };
}

/** Take the map off a text that carries it in its last line. */
export function splitInlineMap(text: string): { code: string; map: string } {
  const found = /\n\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/.exec(text);
  if (found === null) throw new Error("the bundler gave no source map");
  return { code: text.slice(0, found.index + 1), map: Buffer.from(found[1]!, "base64").toString("utf8") };
}

/** A change to a line after its map was made: at this column of the changed line, so many characters more than before. */
export interface Shift { column: number; by: number }

/** One file of the board and where its text comes from. */
export interface TracedFile {
  map: string;
  /** Lines that stand before the mapped text. */
  linesBefore: number;
  shifts: Shift[];
}

export interface Place { file: string; line: number; name: string }

/**
 * Where a column of a board's file comes from.
 * @param line  Counted from 1, as the interpreter prints it. @param column  Likewise; it points behind what went wrong.
 * @returns null when nothing of ours stands there.
 */
export function placeOf(traced: TracedFile, line: number, column: number): Place | null {
  let at = column - 1;
  // From the last change to the first, so that each is taken back on a line that still has those before it.
  for (const shift of [...traced.shifts].sort((one, other) => other.column - one.column)) if (at >= shift.column) at = Math.max(shift.column, at - shift.by);
  const found = new SourceMap(JSON.parse(traced.map) as SourceMapPayload).findEntry(line - 1 - traced.linesBefore, Math.max(0, at - 1)) as { originalSource?: string; originalLine?: number; name?: string };
  if (found.originalSource === undefined || found.originalLine === undefined) return null;
  return { file: found.originalSource.replace(/^(\.\.\/)+/, ""), line: found.originalLine + 1, name: found.name ?? "" };
}
