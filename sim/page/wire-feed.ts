import { decodeMessage, specNamed, type DecodedMessage } from "../cli/message-frame.js";
import { explainField, fieldText } from "../cli/explain-field.js";
import { FIELD_NAMES, TYPES } from "../cli/field-tables.js";
import { scrub } from "../acquirer/mask.js";
import type { WireEvent } from "../devices/network.js";
import type { BytesShown, Entry } from "./protocol.js";

/** An entry of the log without its place in it, and the frame that it tells of. */
export interface WireNote { note: Pick<Entry, "kind" | "title" | "more" | "tone"> & Partial<Entry>; frame: Buffer | null }

const LENGTH_BYTES = 2;
/** With the fields of answers that no terminal reads: people do. */
const spec = { ...specNamed("unionpay"), unread: [] };
/** Fields whose bytes are shown as stars: card number, tracks, PIN block, balance, chip data, wallet code, keys; and what may list card numbers. */
const SECRET = [2, 35, 36, 45, 48, 52, 54, 55, 59, 62];

function read(frame: Buffer): DecodedMessage | null {
  try {
    return decodeMessage(frame.toString("latin1"), spec);
  } catch {
    return null;
  }
}

/** Turns what passed a terminal's plug into entries: whole messages field by field, and what happened to the line. */
export function createWireFeed(): { take(event: WireEvent): WireNote[] } {
  const waiting = { out: Buffer.alloc(0), in: Buffer.alloc(0) };

  function frames(direction: "out" | "in", bytes: Uint8Array): { whole: Buffer[]; rest: number } {
    let all = Buffer.concat([waiting[direction], bytes]);
    const whole: Buffer[] = [];
    while (all.length >= LENGTH_BYTES && all.length >= LENGTH_BYTES + all.readUInt16BE(0)) {
      const end = LENGTH_BYTES + all.readUInt16BE(0);
      whole.push(all.subarray(0, end));
      all = all.subarray(end);
    }
    waiting[direction] = all;
    return { whole, rest: all.length };
  }
  function line(title: string, more: string, tone: Entry["tone"]): WireNote {
    return { note: { kind: "line", title, more, tone }, frame: null };
  }
  return {
    take(event) {
      const fault = event.note === undefined ? "" : event.note;
      switch (event.what) {
        case "dial": return [line("dial", fault, "")];
        case "up":
          waiting.out = Buffer.alloc(0);
          waiting.in = Buffer.alloc(0);
          return [line("up", "", "")];
        case "refused": return [line("refused", fault, "bad")];
        case "closed": return [line("closed", fault, "bad")];
        case "lost": return [line("lost", "an answer came and never arrived, " + fault, "bad")];
        case "hungUp": return [line("hungUp", "", "")];
        default: break;
      }
      const direction = event.what === "sent" ? "out" : "in";
      const { whole, rest } = frames(direction, event.bytes ?? new Uint8Array(0));
      const notes = whole.map((frame) => ({ note: messageNote(frame, direction, fault), frame }));
      if (whole.length === 0 && fault !== "") notes.push({ note: { kind: "line", title: "piece", more: rest + " bytes wait, " + fault, tone: "bad" }, frame: Buffer.alloc(0) });
      return notes;
    },
  };
}

function messageNote(frame: Buffer, direction: "out" | "in", fault: string): WireNote["note"] {
  const message = read(frame);
  if (message === null) return { kind: "message", title: "????", more: "unreadable, " + frame.length + " bytes" + (fault === "" ? "" : ", " + fault), tone: "bad", direction };
  const { mti, fields } = message.message;
  const code = fields[39];
  const answered = direction === "in" && code !== undefined;
  const meaning = [TYPES[mti] ?? "", answered ? code + " " + explainField(39, code, message) : "", fault].filter((part) => part !== "").join(", ");
  return {
    kind: "message", title: mti, more: meaning, direction,
    tone: fault !== "" ? "bad" : answered ? (code === "00" ? "good" : "bad") : "",
    fields: [
      { field: "", name: "TPDU", value: message.tpdu, meaning: "" }, { field: "", name: "header", value: message.header, meaning: "" },
      ...Object.entries(fields).map(([name, value]) => ({
        field: name, name: FIELD_NAMES[Number(name)] ?? "", value: scrub(fieldText(Number(name), value, message, false)), meaning: explainField(Number(name), value, message),
      })),
    ],
  };
}

const hexOf = (bytes: Buffer): string => bytes.toString("hex").toUpperCase();

/** Bytes of one field, as stars where they are secret. */
function fieldHex(frame: Buffer, at: { from: number; to: number }, secret: boolean): string {
  const bytes = frame.subarray(at.from, at.to);
  return secret ? "**".repeat(bytes.length) : hexOf(bytes);
}

/** The frame in hex, cut into its parts, with everything secret as stars. @param frame  With its length prefix. */
export function frameBytes(frame: Buffer): BytesShown {
  const message = read(frame);
  if (message === null) return { parts: [{ name: "unreadable, hidden", hex: "**".repeat(Math.min(frame.length, 64)) }] };
  const parts = [
    { name: "length", hex: hexOf(frame.subarray(0, 2)) }, { name: "TPDU", hex: hexOf(frame.subarray(2, 7)) }, { name: "header", hex: hexOf(frame.subarray(7, 13)) },
    { name: "0 type", hex: hexOf(frame.subarray(13, 15)) }, { name: "1 bitmap", hex: hexOf(frame.subarray(15, 23)) },
  ];
  let from = 23;
  for (const [name, value] of Object.entries(message.message.fields)) {
    const field = Number(name);
    const to = from + packedLength(message.spec.fields[field]!, value);
    parts.push({ name: name + " " + (FIELD_NAMES[field] ?? ""), hex: fieldHex(frame, { from, to }, SECRET.includes(field)) });
    from = to;
  }
  // Parts that do not add up might show what another part hides.
  return from === frame.length ? { parts } : { parts: [{ name: "hidden: its parts do not add up", hex: "**".repeat(frame.length) }] };
}

/** Bytes of a field on the line. Source: PAYMENTS 5.2 - BCD digits two a byte, lengths of variable fields in BCD before them. */
function packedLength(format: string, value: string): number {
  const variable = /\.+/.exec(format)?.[0].length ?? 0;
  const prefix = variable === 0 ? 0 : variable === 2 ? 1 : 2;
  return prefix + (/^[nz]/.test(format) ? (value.length + 1) >> 1 : value.length);
}
