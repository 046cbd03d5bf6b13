import type { HalError } from "../errors.js";
import * as wire from "./protocol.js";

/** Takes one frame for the simulator: its letter and its payload. */
export type Send = (type: string, payload: string) => void;

/** What ports and frames of the bridge have in common. Names that each event needs come first: the interpreter looks for them one by one. */
export interface Line {
  send: Send;
  /** The frame at hand; time and bars are read from it when somebody asks. */
  frame: string;
  /** Wall clock of the frame at hand; 0 before somebody asked. */
  nowMs: number;
  /** Of six digits, of which 900,000 calls of one start cannot take a seventh, so that nothing has to be searched for. */
  lastId: number;
  waiting: { [id: string]: ((error: HalError | null, bytes: string) => void) | undefined };
  timers: { [id: string]: (() => void) | undefined };
  onKey: ((key: string) => void) | null;
  onSwipe: ((swipe: { t1: string; t2: string; t3: string }) => void) | null;
  onCode: ((code: string) => void) | null;
  onBytes: ((bytes: string) => void) | null;
  onClosed: (() => void) | null;
  tmk: string;
  transport: string;
  config: { [name: string]: string | undefined };
  pool: string;
  poolUsed: number;
}

const FIRST_ID = 100000;

export function createLine(send: Send): Line {
  return {
    send: send, frame: "", nowMs: 0, lastId: FIRST_ID, waiting: {}, timers: {}, onKey: null, onSwipe: null, onCode: null, onBytes: null, onClosed: null,
    tmk: "", transport: "", config: {}, pool: "", poolUsed: 0,
  };
}

/** A frame as it travels: length, letter, payload. A picture gets its checksum here, because no board has to work it out. */
export function framed(type: string, payload: string): string {
  const whole = type === wire.FROM_FRAME ? E.CRC32(payload) + "," + payload : payload;
  const length = whole.length + 1;
  return String.fromCharCode(length >> 8, length & 255) + type + whole;
}
