import type { Board } from "./board.js";
import { boardRequest, makeBundle, type Bundle } from "./bundle.js";
import { cutOf, type Cut } from "./cut-board.js";
import { tokenised } from "./tokens.js";

/** The program of a board: the terminal and the drivers that its file names. */
export interface BoardProgram {
  /** What is left of the terminal; null when it is whole. */
  cut: Cut | null;
  made: Bundle;
  /** What is always in memory, as it lies in the board's flash. */
  code: string;
  /** By name, as the interpreter reads them. */
  overlays: Map<string, string>;
}

/** @param known  What is left of the terminal, where somebody has it already. Errors: those of {@link makeBundle}. */
export async function programOf(board: Board, known?: Cut | null): Promise<BoardProgram> {
  const cut = known === undefined ? await cutOf(board) : known;
  const made = await makeBundle(boardRequest(board, cut?.flow));
  const written = (text: string): string => (cut === null ? text : tokenised(text));
  return { cut, made, code: written(made.code), overlays: new Map([...made.overlays].map(([name, text]) => [name, written(text)])) };
}
