import { unionpay } from "../../firmware/acquirer/unionpay.js";
import { unpackMessage } from "../../firmware/iso8583/message.js";
import type { Message } from "../../firmware/iso8583/spec.js";
import { commonMti, type Dialect, leadBytes } from "../acquirer/dialect.js";
import { maskMessage } from "../acquirer/mask.js";
import type { WireEvent } from "../devices/network.js";

const LENGTH_BYTES = 2;

/** One line of the wire log. `masked` is all that may be shown; `bytes` are raw. */
export interface WireEntry {
  atMs: number;
  direction: "out" | "in" | "-";
  what: string;
  bytes: Uint8Array;
  masked: string;
}

/** A message on the line, whole again from whatever pieces it came in. */
export interface WireMessage {
  atMs: number;
  direction: "out" | "in";
  /** As UnionPay has it, whatever the dialect; "" when it could not be read. */
  mti: string;
  message: Message | null;
}

function messageIn(frame: Uint8Array, dialect: Dialect): Message | null {
  const read = unpackMessage(dialect.spec, Buffer.from(frame.subarray(leadBytes(dialect))).toString("latin1"));
  return read.error === "" ? read.message : null;
}

/** Put the frames of one connection and direction together again; the rest that is no whole frame is given as such. */
function split(bytes: Buffer): { frames: Buffer[]; rest: Buffer } {
  const frames: Buffer[] = [];
  let at = 0;
  while (at + LENGTH_BYTES <= bytes.length && at + LENGTH_BYTES + bytes.readUInt16BE(at) <= bytes.length) {
    const end = at + LENGTH_BYTES + bytes.readUInt16BE(at);
    frames.push(bytes.subarray(at, end));
    at = end;
  }
  return { frames, rest: bytes.subarray(at) };
}

/** Every message that passed the terminal's plug, in order of its last byte. */
export function wireMessages(events: readonly WireEvent[], dialect: Dialect = unionpay): WireMessage[] {
  const found: WireMessage[] = [];
  const waiting: { out: Buffer; in: Buffer } = { out: Buffer.alloc(0), in: Buffer.alloc(0) };
  for (const event of events) {
    if (event.what === "up") {
      waiting.out = Buffer.alloc(0);
      waiting.in = Buffer.alloc(0);
    }
    if (event.bytes === undefined) continue;
    const direction = event.what === "sent" ? "out" : "in";
    const { frames, rest } = split(Buffer.concat([waiting[direction], event.bytes]));
    waiting[direction] = rest;
    for (const frame of frames) {
      const message = messageIn(frame, dialect);
      found.push({ atMs: event.atMs, direction, mti: message === null ? "" : commonMti(dialect, message), message });
    }
  }
  return found;
}

/** The log as it may be kept: messages field by field without card data; what cannot be read only by its length. */
export function wireLog(events: readonly WireEvent[], dialect: Dialect = unionpay): WireEntry[] {
  return events.map((event) => {
    const bytes = event.bytes ?? new Uint8Array(0);
    const direction = event.what === "sent" ? "out" : event.what === "received" ? "in" : "-";
    const { frames, rest } = split(Buffer.from(bytes));
    const shown = frames.map((frame) => {
      const message = messageIn(frame, dialect);
      return message === null ? `(${frame.length} bytes, unreadable)` : maskMessage(message);
    });
    if (rest.length > 0) shown.push(`(${rest.length} bytes)`);
    return { atMs: event.atMs, direction, what: event.what, bytes, masked: [...shown, ...(event.note === undefined ? [] : [`[${event.note}]`])].join(" + ") };
  });
}
