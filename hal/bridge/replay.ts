import type { BridgedTerminal } from "./terminal.js";

/**
 * Feed recorded frames to a terminal as fast as it takes them, without a simulator, for counting instructions. Before and
 * after each frame `mark` is called, so that whoever counts can tell the terminal's work from the reading of the recording.
 * @returns a checksum over all answers: equal to the recording's when the terminal did the same as then.
 */
export function replay(frames: string, terminal: BridgedTerminal, mark: () => void): number {
  let checksum = 0;
  let at = 0;
  while (at < frames.length) {
    const length = frames.charCodeAt(at) * 256 + frames.charCodeAt(at + 1);
    const frame = frames.substr(at + 2, length);
    at += length + 2;
    mark();
    const answer = terminal.receive(frame);
    mark();
    checksum = E.CRC32(checksum + answer);
  }
  return checksum;
}
