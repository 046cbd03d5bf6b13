import type { HalError } from "../../hal/errors.js";
import { SLOT_MAK, type SecureModule } from "../../hal/secure.js";
import type { Profile } from "../acquirer/profile.js";
import { bytesToHex } from "../core/bytes.js";
import { fromStamp, stamp } from "../core/datetime.js";
import { notDigits, unpackMessage } from "../iso8583/message.js";
import type { Message } from "../iso8583/spec.js";

export interface OpenedFrame {
  /** "" or what is wrong: `short` no room for TPDU, header and a message, `tpdu` does not begin with 60, `header` not digits. */
  error: "" | "short" | "tpdu" | "header";
  /** From the MTI on. */
  bytes: string;
  /** 12 digits; "" when the frame is short. */
  header: string;
  /** What the host wants next, header digit 6: 0 nothing, 1 parameters, 3 sign in again, and so on (PAYMENTS 5.1). */
  hostWish: number;
}

/** Take TPDU and header off a frame that comes without its length, as {@link Link.listen} hands it over. Never throws. @param plain  It has neither. */
export function openFrame(payload: string, plain: boolean): OpenedFrame {
  const opened: OpenedFrame = { error: "", bytes: payload, header: "", hostWish: 0 };
  if (plain) return opened;
  // TPDU 5, header 6, type 2, bitmap 8.
  if (payload.length < 21) {
    opened.error = "short";
    return opened;
  }
  opened.header = bytesToHex(payload.substr(5, 6));
  opened.bytes = payload.substr(11);
  if (payload[0] !== "\x60") opened.error = "tpdu";
  else if (notDigits(opened.header, 12, false)) opened.error = "header";
  else opened.hostWish = parseInt(opened.header[5] as string, 10);
  return opened;
}

/**
 * What a frame is to the request that waits:
 * `matched` its answer; `foreign` a sound message that answers something else (late, duplicate, another terminal's), to be
 * treated as if nothing had come; `broken` no message at all.
 */
export type ReplyOutcome = "matched" | "foreign" | "broken";

export interface Reply {
  outcome: ReplyOutcome;
  /** For the log: what does not fit, such as "frame.tpdu", "shortField35" or "field11"; never a value. */
  reason: string;
  /** DE 39, "" when the answer has none. */
  respCode: string;
  /** What the code means for the money. `unsure`: some may have moved that was not meant to, so it must be reversed. */
  verdict: "approved" | "unsure" | "declined";
  mti: string;
  /** Without the spec's secret fields. */
  fields: Record<number, string>;
  /** From the MTI on, as it came, for {@link checkMac}, which drops it: the card number may be in it. */
  bytes: string;
  hostWish: number;
}

/** The fields of a request that its answer must repeat; all that need be kept while waiting. Nothing of the card is among them. */
export function askedOf(request: Message): Message {
  const fields: Record<number, string> = {};
  for (const field of [3, 4, 11, 41, 42]) {
    const value = request.fields[field];
    if (value !== undefined) fields[field] = value;
  }
  return { mti: request.mti, fields: fields };
}

/** First field of the request that the answer does not repeat, "mti", or "" when all is well. */
function mismatch(asked: Message, answer: Message): string {
  const respCode = answer.fields[39];
  // The answer's type is the request's plus 10: 0200 and 0210, 0800 and 0810.
  if (parseInt(answer.mti, 10) !== parseInt(asked.mti, 10) + 10) return "mti";
  for (const name in asked.fields) {
    const field = parseInt(name, 10);
    // A partial approval changes the amount; a refusal may come before the merchant is known.
    const free = (field === 4 && respCode === "10") || (field === 42 && respCode !== "00");
    if (!free && answer.fields[field] !== asked.fields[field]) return "field" + name;
  }
  return "";
}

/**
 * Read a frame while `asked` waits for its answer.
 * @param payload  Frame without its length.  @param asked  The request, or what {@link askedOf} kept of it.
 * A matched answer is not to be believed before {@link checkMac}. Never throws.
 * Source: PAYMENTS 5.1 (matching), 5.4 (codes).
 */
export function readReply(payload: string, asked: Message, profile: Profile): Reply {
  const opened = openFrame(payload, profile.header === "");
  const reply: Reply = {
    outcome: "broken", reason: "frame." + opened.error, respCode: "", verdict: "declined", mti: "", fields: {}, bytes: opened.bytes, hostWish: opened.hostWish,
  };
  if (opened.error !== "") return reply;
  const unpacked = unpackMessage(profile.spec, opened.bytes, true);
  const fields = unpacked.message.fields;
  const respCode = fields[39];
  const approved = profile.approvedCodes;
  reply.mti = unpacked.message.mti;
  reply.fields = fields;
  reply.reason = unpacked.error + "Field" + unpacked.field;
  if (unpacked.error !== "") return reply;
  reply.reason = mismatch(asked, unpacked.message);
  reply.outcome = reply.reason === "" ? "matched" : "foreign";
  if (respCode !== undefined) reply.respCode = respCode;
  // 10 approves less than was asked, which this terminal does not ask for. 94 refuses a number that never repeats: our request
  // came twice, and the answer to the first, which may have been a yes, is lost.
  if (respCode === "10" || (respCode === "94" && reply.mti < "0211")) reply.verdict = "unsure";
  else if (approved.lastIndexOf(" " + respCode + " ") >= 0 || approved.lastIndexOf(" " + reply.mti + "." + reply.respCode + " ") >= 0) reply.verdict = "approved";
  else if (respCode === undefined && reply.outcome === "matched") {
    // Without a code nobody knows what happened to the money, so it is no answer.
    reply.outcome = "broken";
    reply.reason = "field39";
  }
  return reply;
}

/**
 * Is the answer's MAC right? `done(null, true)` when it is, when this type carries none, or when it is missing on a code that the
 * profile lets a host send unsigned; `done(null, false)` means do not believe the answer. Without a MAC `done` runs before the call returns.
 * Errors: those of {@link SecureModule.mac}.
 * Source: PAYMENTS 4.1.
 */
export function checkMac(reply: Reply, profile: Profile, secure: SecureModule, done: (error: HalError | null, good: boolean) => void): void {
  const mac = reply.fields[64];
  const covered = reply.bytes.substr(0, reply.bytes.length - 8);
  reply.bytes = "";
  if (mac === undefined) {
    const plain = profile.macMtis.lastIndexOf(" " + reply.mti + " ") < 0;
    done(null, plain || profile.unsignedCodes.lastIndexOf(" " + reply.respCode + " ") >= 0);
    return;
  }
  secure.mac(SLOT_MAK, profile.macAlgorithm, covered, function (error, wanted) {
    done(error, error === null && wanted === mac);
  });
}

/**
 * The host's clock from the answer to a sign-in (DE 12 and 13; the year is ours, whichever of three lies nearest).
 * @returns milliseconds as {@link Clock.now}, or 0 when the fields are missing or name no real time.
 */
export function hostTime(fields: Record<number, string>, nowMs: number): number {
  const year = parseInt(stamp(nowMs).substr(0, 4), 10);
  let best = 0;
  if (fields[12] === undefined || fields[13] === undefined) return 0;
  for (let at = year - 1; at <= year + 1; at++) {
    const epochMs = fromStamp("" + at + fields[13] + fields[12]);
    if (!isNaN(epochMs) && (best === 0 || Math.abs(epochMs - nowMs) < Math.abs(best - nowMs))) best = epochMs;
  }
  return best;
}
