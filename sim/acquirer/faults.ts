import type { Message } from "../../firmware/iso8583/spec.js";
import type { Random } from "./random.js";
import type { Action } from "./types.js";

/** What is at hand when an answer is spoilt on its way. */
export interface Delivery {
  frame: Buffer;
  /** The last frame sent before to this terminal, or null. */
  before: Buffer | null;
  delayMs: number;
  count: number | undefined;
  random: Random;
}

/** One way for things to go wrong. The ledger stays honest whatever is chosen: `lost` requests are never looked at, all others are carried out. */
export interface Fault {
  about: string;
  /** The request never reached the host: "silent" or with the connection closed. */
  lost?: "silent" | "close";
  /** The request is carried out only after the next one of this terminal, and its answer goes nowhere. */
  held?: boolean;
  /** Change the answer before it is packed and sealed: the MAC fits the change. */
  alter?(message: Message): void;
  mac?: "wrong" | "none";
  /** Send it in another way than once and whole. */
  deliver?(delivery: Delivery): Action[];
}

const send = (bytes: Uint8Array, afterMs: number): Action => ({ afterMs, act: "send", bytes });
const close = (afterMs: number): Action => ({ afterMs, act: "close" });

/** Length prefix put right for what is left. */
function reframe(bytes: Buffer): Buffer {
  const frame = Buffer.concat([Buffer.alloc(2), bytes]);
  frame.writeUInt16BE(bytes.length, 0);
  return frame;
}

function nextDigits(text: string): string {
  return String((Number(text) + 1) % 10 ** text.length).padStart(text.length, "0");
}

/** A bit or more flipped behind the length prefix, so that the frame still arrives as one. */
function garble(frame: Buffer, random: Random): Buffer {
  const spoilt = Buffer.from(frame);
  for (let flips = 1 + random(8); flips > 0; flips--) {
    const at = 2 + random(frame.length - 2);
    spoilt[at] = (spoilt[at] as number) ^ (1 << random(8));
  }
  return spoilt.equals(frame) ? garble(frame, random) : spoilt;
}

function withByte(frame: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(frame);
  changed[at] = value;
  return changed;
}

/** A copy of the frame that answers another trace number; its MAC no longer fits. */
function foreign(d: Delivery): Buffer {
  return d.before ?? withByte(d.frame, d.frame.length - 1, (d.frame[d.frame.length - 1] as number) ^ 1);
}

/** Every fault by name. Offsets in a frame: length 0-1, TPDU 2-6, header 7-12, MTI 13-14. */
export const faults: Record<string, Fault> = {
  missingReply: { about: "carried out, no answer", deliver: () => [] },
  lostRequest: { about: "request lost on its way, no answer", lost: "silent" },
  lateReply: { about: "carried out, answer after delayMs" },
  duplicateReply: { about: "the answer twice", deliver: (d) => [send(d.frame, d.delayMs), send(d.frame, d.delayMs + 5)] },
  truncatedReply: { about: "the stream stops after `count` bytes (half)", deliver: (d) => [send(d.frame.subarray(0, d.count ?? d.frame.length >> 1), d.delayMs)] },
  cutReply: {
    about: "a whole frame whose message ends after `count` bytes (half)",
    deliver: (d) => [send(reframe(d.frame.subarray(2, 2 + (d.count ?? d.frame.length >> 1))), d.delayMs)],
  },
  garbledReply: { about: "one to eight bits flipped, length right", deliver: (d) => [send(garble(d.frame, d.random), d.delayMs)] },
  wrongMac: { about: "field 64 is wrong", mac: "wrong" },
  noMac: { about: "field 64 is missing", mac: "none" },
  wrongTrace: { about: "answers the next trace number", alter: (m) => { if (m.fields[11] !== undefined) m.fields[11] = nextDigits(m.fields[11]); } },
  wrongAmount: { about: "one fen more than asked", alter: (m) => { if (m.fields[4] !== undefined) m.fields[4] = nextDigits(m.fields[4]); } },
  wrongTerminal: { about: "answers another terminal", alter: (m) => { m.fields[41] = nextDigits((m.fields[41] as string).replace(/\D/g, "0")); } },
  byteByByte: { about: "one byte every `count` ms (5)", deliver: (d) => Array.from(d.frame, (byte, at) => send(Uint8Array.of(byte), d.delayMs + at * (d.count ?? 5))) },
  closeBefore: { about: "connection closed before anything was done", lost: "close" },
  closeAfter: { about: "carried out, connection closed without an answer", deliver: (d) => [close(d.delayMs)] },
  closeMidReply: { about: "half of the answer, then closed", deliver: (d) => [send(d.frame.subarray(0, d.frame.length >> 1), d.delayMs), close(d.delayMs + 5)] },
  oversizeReply: { about: "a length prefix of 65535 and as many bytes", deliver: (d) => [send(Buffer.concat([Buffer.from([255, 255]), Buffer.alloc(65535, 0x60)]), d.delayMs)] },
  wrongTpdu: { about: "TPDU starts with 68 instead of 60", deliver: (d) => [send(withByte(d.frame, 2, 0x68), d.delayMs)] },
  wrongHeader: { about: "header is not digits", deliver: (d) => [send(withByte(d.frame, 7, 0xfa), d.delayMs)] },
  foreignFirst: { about: "the answer before, then the right one", deliver: (d) => [send(foreign(d), d.delayMs), send(d.frame, d.delayMs + 5)] },
  joinedReply: { about: "the answer twice in one piece", deliver: (d) => [send(Buffer.concat([d.frame, d.frame]), d.delayMs)] },
  lateRequest: { about: "carried out only after this terminal's next request; no answer", held: true },
  noise: { about: "`count` random bytes (64) instead of the answer", deliver: (d) => [send(Uint8Array.from({ length: d.count ?? 64 }, () => d.random(256)), d.delayMs)] },
  emptyFrame: { about: "a frame of length 0", deliver: (d) => [send(Buffer.alloc(2), d.delayMs)] },
  wrongMti: { about: "the answer's MTI is 0230", alter: (m) => { m.mti = "0230"; } },
  staleReply: { about: "the answer before instead of this one", deliver: (d) => [send(foreign(d), d.delayMs)] },
  wrongKcv: { about: "sign-in: the first key's check value is wrong", alter: (m) => { spoilKeys(m, false); } },
  shortKeys: { about: "sign-in: field 62 is three bytes short", alter: (m) => { spoilKeys(m, true); } },
};

function spoilKeys(message: Message, cut: boolean): void {
  const keys = message.fields[62];
  if (keys === undefined) return;
  const kcvAt = keys.length === 24 ? 8 : 16;
  message.fields[62] = cut ? keys.slice(0, -3) : keys.slice(0, kcvAt) + String.fromCharCode(keys.charCodeAt(kcvAt) ^ 1) + keys.slice(kcvAt + 1);
}

/** The actions for one sealed answer. */
export function deliver(fault: Fault | undefined, delivery: Delivery): Action[] {
  return fault?.deliver === undefined ? [send(delivery.frame, delivery.delayMs)] : fault.deliver(delivery);
}
