import type { Frame } from "../devices/display.js";
import type { WireEvent } from "../devices/network.js";
import type { PaperPiece } from "../devices/printer.js";
import type { Running } from "./power-up.js";

/** Everything that the power-ups of one run showed, printed and sent, in order. */
export interface Recording {
  readonly frames: Frame[];
  readonly wire: WireEvent[];
  readonly pieces: PaperPiece[];
  readonly log: { atMs: number; line: string }[];
  /** Take over what one power-up left behind. */
  take(run: Running): void;
}

export function createRecording(): Recording {
  const recording: Recording = {
    frames: [], wire: [], pieces: [], log: [],
    take({ terminal }) {
      recording.frames.push(...terminal.display.frames);
      recording.wire.push(...terminal.network.wire);
      recording.pieces.push(...terminal.printer.pieces.filter((piece) => piece.lines.length > 0));
      recording.log.push(...terminal.log);
    },
  };
  return recording;
}
