import * as wire from "../../hal/bridge/protocol.js";
import { boardConsole } from "../../tools/flash/console.js";
import type { Line } from "../../tools/flash/line.js";
import { stopProgram } from "../../tools/flash/upload.js";
import { crc32 } from "../crc32.js";
import type { Interpreter } from "./interpreter.js";

/** Bytes in one line of the console; see tools/flash/upload.ts. */
const PIECE_BYTES = 240;
/** A start may take a board several seconds; a piece that it could not read is answered at once. */
const AGAIN_MS = 15_000;
const TRIES_MAX = 8;
const LOAD_MS = 60_000;
/** Echo off for this line, and clear what may stand on it. */
const QUIETLY = "\x15\x10";
const HEARD_MAX = 64_000;
const STRIP_BYTES = 128;

/**
 * The terminal's side of the bridge on a board, over the cable of its console: `postern` and `cable` lie in its Storage.
 * Errors: an Error of one line, when the board does not answer or its files are not there.
 */
export async function openCable(line: Line, measure: boolean): Promise<Interpreter> {
  const board = boardConsole(line);
  await board.hello("1", 5);
  await stopProgram(board);
  board.tell("bridgeMeasure=" + measure + ';eval(require("Storage").read("postern"));eval(require("Storage").read("cable"));');
  const found = await board.ask("typeof cable", LOAD_MS);
  if (found !== "function") throw new Error("the bridge does not start on " + line.name + ": it says " + board.heard().replace(/[^\x20-\x7e]+/g, " ").trim().slice(-160));
  return connect(line);
}

/** Frames that a piece of the board's bytes holds: two bytes of length, then so many bytes. */
function frames(bytes: string): string[] {
  const found: string[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const length = bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1);
    found.push(bytes.slice(at + 2, at + 2 + length));
    at += length + 2;
  }
  return found;
}

/** Puts pictures together again from the strips that changed; its check sum stays for who looks at the whole. */
function pictureMender(): (frame: string) => string {
  let picture = "\0".repeat(1024);
  return (frame) => {
    if (frame[0] !== wire.FROM_STRIPS) return frame;
    const comma = frame.indexOf(",");
    const mask = parseInt(frame.substr(comma + 1, 2), 16);
    let at = comma + 3;
    let whole = "";
    for (let strip = 0; strip < picture.length / STRIP_BYTES; strip++) {
      const changed = (mask & (1 << strip)) !== 0;
      whole += changed ? frame.substr(at, STRIP_BYTES) : picture.substr(strip * STRIP_BYTES, STRIP_BYTES);
      if (changed) at += STRIP_BYTES;
    }
    picture = whole;
    return wire.FROM_FRAME + frame.slice(1, comma + 1) + picture;
  };
}

function connect(line: Line): Interpreter {
  const mended = pictureMender();
  const waiting: string[] = [];
  let text = "";
  let number = 0;
  let tries = 0;
  /** A piece is under way; the frames of its answer may bring the next before it is dealt with. */
  let asking = false;
  let timer: NodeJS.Timeout | null = null;
  let over = false;

  function fail(why: string): void {
    if (over) return;
    interpreter.kill();
    interpreter.onFailure(line.name + ": " + why);
  }
  function send(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const piece = waiting[0];
    if (piece === undefined || over) return;
    if (++tries > TRIES_MAX) { fail("the board does not answer any more" + (text.trim() === "" ? "" : "; it said " + text.replace(/[^\x20-\x7e]+/g, " ").trim().slice(-160))); return; }
    line.send(QUIETLY + "cable(" + number + ',"' + piece + '",' + crc32(Buffer.from(piece, "latin1")) + "," + (waiting.length > 1 ? 1 : 0) + ")\n");
    timer = setTimeout(send, AGAIN_MS);
  }
  function next(): void {
    if (waiting.length === 0 || asking || over) return;
    asking = true;
    number++;
    tries = 0;
    send();
  }
  function answered(answer: RegExpExecArray): void {
    const [, about, bytes, checksum] = answer;
    const asked = asking && Number(about) === number;
    if (!asked && about !== "0") return;
    if (bytes === "again" || (crc32(Buffer.from(bytes!, "latin1")) | 0) !== (Number(checksum) | 0)) { if (asked) send(); return; }
    if (asked) {
      waiting.shift();
      asking = false;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    }
    for (const frame of frames(Buffer.from(bytes!, "base64").toString("latin1"))) if (!over) interpreter.onFrame(mended(frame));
    if (asked) next();
  }
  line.onText = (more) => {
    text = (text + more).slice(-HEARD_MAX);
    for (let answer = ANSWER.exec(text); answer !== null && !over; answer = ANSWER.exec(text)) {
      text = text.slice(answer.index + answer[0].length);
      answered(answer);
    }
    // A line that lost a character is no statement any more: it is sent again at once.
    if (asking && /Uncaught \w+/.test(text)) {
      text = "";
      send();
    }
  };
  line.onLost = (why) => fail(why);
  const interpreter: Interpreter = {
    onFrame: () => {},
    onFailure: () => {},
    // Silence is noticed by the pieces themselves, which are sent again.
    expecting() {},
    send(frame) {
      const bytes = Buffer.from(frame, "latin1");
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) waiting.push(bytes.toString("base64", at, at + PIECE_BYTES));
      next();
    },
    kill() {
      if (over) return;
      over = true;
      if (timer !== null) clearTimeout(timer);
      line.onText = () => {};
    },
  };
  return interpreter;
}

/** What hal/bridge/cable.ts prints: number of the piece, base64 or "again", check sum. */
const ANSWER = /~(\d+):([A-Za-z0-9+/=]*):(-?\d+)~/;
