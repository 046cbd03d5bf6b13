import { packMessage } from "../../firmware/iso8583/message.js";
import type { Message } from "../../firmware/iso8583/spec.js";
import { macOf } from "./cipher.js";
import type { Dialect } from "./dialect.js";
import type { Fault } from "./faults.js";
import { type Answer, type Desk, type Request, stampOf } from "./request.js";
import type { WorkingKeys } from "./types.js";

const ECHOED = [3, 4, 11, 25, 41, 42, 49, 60];

/** The answer to a request: what it repeats, host time, reference number and code, and what its kind adds (PAYMENTS 5.8). */
export function replyMessage(request: Request, answer: Answer, desk: Desk): Message {
  const fields: Record<number, string> = {};
  for (const field of ECHOED) {
    const value = request.message.fields[field];
    if (value !== undefined) fields[field] = value;
  }
  const stamp = stampOf(desk.nowMs);
  fields[12] = stamp.slice(8);
  fields[13] = stamp.slice(4, 8);
  fields[32] = desk.acquirerId;
  if (desk.rrn !== "") fields[37] = desk.rrn;
  fields[39] = answer.code;
  Object.assign(fields, answer.fields);
  return { mti: String(Number(request.mti) + 10).padStart(4, "0"), fields };
}

/** Pack and seal. The MAC covers what is sent, a fault's changes included, unless the fault is the MAC itself. */
export function seal({ spec, macAlgorithm }: Dialect, message: Message, keys: WorkingKeys | null, fault: Fault | undefined): Buffer {
  if (keys === null || fault?.mac === "none") return Buffer.from(packMessage(spec, message), "latin1");
  message.fields[64] = "00000000";
  const raw = Buffer.from(packMessage(spec, message), "latin1");
  const mac = macOf(macAlgorithm, keys.mak, raw.subarray(0, -8));
  message.fields[64] = fault?.mac === "wrong" ? (mac[0] === "0" ? "1" : "0") + mac.slice(1) : mac;
  raw.write(message.fields[64], raw.length - 8, "latin1");
  return raw;
}
