import type { Ports } from "../ports.js";
import { framed } from "./line.js";
import * as wire from "./protocol.js";
import { bridgedTerminal } from "./terminal.js";

/**
 * Feed recorded frames to a terminal as fast as it takes them, without a simulator, for counting instructions. Before and
 * after each frame `mark` is called, so that whoever counts can tell the terminal's work from the reading of the recording
 * and from the packing of what goes to the simulator.
 * @returns a checksum over all answers: equal to the recording's when the terminal did the same as then.
 */
export function replay(frames: string, start: (ports: Ports) => void, mark: () => void): number {
  let sent: string[] = [];
  let checksum = 0;
  let at = 0;
  const terminal = bridgedTerminal(function (type, payload) { sent.push(type, payload); }, start);
  while (at < frames.length) {
    const length = frames.charCodeAt(at) * 256 + frames.charCodeAt(at + 1);
    const frame = frames.substr(at + 2, length);
    let answer = "";
    at += length + 2;
    mark();
    terminal.receive(frame);
    mark();
    for (let index = 0; index < sent.length; index += 2) answer += framed(sent[index]!, sent[index + 1]!);
    sent = [];
    checksum = E.CRC32(checksum + answer + framed(wire.FROM_ACK, terminal.poolUsed() + ",0"));
  }
  return checksum;
}
