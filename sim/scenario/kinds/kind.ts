import type { Cursor } from "../cursor.js";
import type { Stage } from "../stage.js";

/** One kind of step. `read` checks what stands in the file and returns what plays it: nothing of a file is looked at later. */
export interface StepKind {
  name: string;
  /** One line for docs and `--help`. */
  about: string;
  read(at: Cursor): (stage: Stage) => Promise<void>;
}
