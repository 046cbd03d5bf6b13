import type { Ports } from "../ports.js";
import { framed } from "./line.js";
import * as wire from "./protocol.js";
import { bridgedTerminal } from "./terminal.js";

const PICTURE_STRIPS = 8;
const STRIP_BYTES = 128;

/**
 * Join a terminal to a simulator that sits at the other end of this board's console. Frames come as calls of the function that
 * is returned, in pieces that a console's buffer holds; what the terminal has to say is printed between two `~`, in base64,
 * so that no console takes any of it for a control character.
 * @param measure  Look at the memory at every frame; takes time.
 */
export function joinCable(measure: boolean, start: (ports: Ports) => void): (number: number, piece: string, checksum: number, more: number) => void {
  let frame = "";
  let out = "";
  let picture = "";
  let last = 0;
  let answer = "";
  let highest = 0;
  function say(number: number, bytes: string): void {
    print("~" + number + ":" + bytes + ":" + E.CRC32(bytes) + "~");
  }
  function send(type: string, payload: string): void {
    if (type !== wire.FROM_FRAME) {
      out += framed(type, payload);
      return;
    }
    // A picture takes a tenth of a second on a usual cable; most keys change two of its eight strips.
    let mask = 0;
    let changed = "";
    let seen = "";
    for (let strip = 0; strip < PICTURE_STRIPS; strip++) {
      const bytes = payload.substr(strip * STRIP_BYTES, STRIP_BYTES);
      // Joined anew, because the payload is the display's own memory and no copy of it.
      seen += bytes;
      if (bytes === picture.substr(strip * STRIP_BYTES, STRIP_BYTES)) continue;
      mask |= 1 << strip;
      changed += bytes;
    }
    picture = seen;
    out += framed(wire.FROM_STRIPS, E.CRC32(payload) + "," + mask.toString(16).padStart(2, "0") + changed);
  }
  const terminal = bridgedTerminal(send, start);
  // Out of memory and stack overflow abort an event without any exception; this is all that tells of them. Lost input is sent again.
  E.on("errorFlag", function (flags) {
    const said = " " + flags.join(" ") + " ";
    if (said.lastIndexOf(" MEMORY ") >= 0 || said.lastIndexOf(" CALLBACK ") >= 0) say(0, btoa(framed(wire.FROM_ERROR, "flags" + said)));
  });
  return function (number, piece, checksum, more) {
    if (E.CRC32(piece) !== checksum) {
      say(number, "again");
      return;
    }
    // A piece that comes twice was answered, and the answer was lost: the same answer again.
    if (number !== last) {
      last = number;
      frame += atob(piece);
      answer = "";
      if (more === 0) {
        const whole = frame;
        frame = "";
        out = "";
        terminal.receive(whole);
        if (measure) {
          // What the bridge itself holds back is no part of the terminal.
          const usage = process.memory(false).usage - E.getSizeOf(out) - E.getSizeOf(picture);
          if (usage > highest) highest = usage;
        }
        answer = btoa(out + framed(wire.FROM_ACK, terminal.poolUsed() + "," + highest));
        out = "";
      }
    }
    say(number, answer);
  };
}
