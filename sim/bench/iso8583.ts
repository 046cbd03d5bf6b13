import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { unionpaySpec } from "../../firmware/acquirer/unionpay-spec.js";
import { packMessage, unpackMessage } from "../../firmware/iso8583/message.js";
import type { Message } from "../../firmware/iso8583/spec.js";
import { compare, type BenchRow } from "./compare.js";

/** What of npm iso_8583 is used: fields as text, bytes as hex. */
interface PeerMessage {
  getRawMessage(): Buffer | { error: string };
  getIsoJSON(bytes: Buffer, options: { lenHeader: boolean }): Record<string, string>;
}
type Peer = new (fields: Record<string, string> | undefined, formats: object) => PeerMessage;

/** The session's sale and its answer (PAYMENTS 5.8); bytes as hex. */
const SALE: Record<string, string> = {
  0: "0200", 3: "000000", 4: "000000012345", 11: "000002", 22: "021", 25: "00", 26: "12", 35: "6217990000000000014D30121010000000000", 41: "12345678",
  42: "100290058120001", 49: "156", 52: "BCBE684023DCB2D9", 53: "2610000000000000", 60: "22000001000600", 64: "4443373843464342",
};
const ANSWER: Record<string, string> = {
  0: "0210", 2: "6217990000000000014", 3: "000000", 4: "000000012345", 11: "000002", 12: "093120", 13: "0615", 14: "3012", 15: "0615", 25: "00", 32: "01000000",
  37: "093120000002", 38: "654321", 39: "00", 41: "12345678", 42: "100290058120001", 44: "01000000   01000000   ", 49: "156", 60: "22000001000600", 63: "CUP", 64: "4134323135354141",
};
/** Formats in which the peer's own tables differ from these messages. */
const PEER_FORMATS = {
  53: { ContentType: "n", Label: "security control", LenType: "fixed", MaxLen: 16 },
  64: { ContentType: "b", Label: "MAC", LenType: "fixed", MaxLen: 16 },
};

function ourMessage(fields: Record<string, string>): Message {
  const message: Message = { mti: fields[0] as string, fields: {} };
  for (const [name, value] of Object.entries(fields)) {
    if (name !== "0") message.fields[Number(name)] = unionpaySpec.fields[Number(name)]?.startsWith("b") ? Buffer.from(value, "hex").toString("latin1") : value;
  }
  return message;
}

/**
 * Pack and unpack of a sale and of its answer against npm iso_8583, each in its own packing, from fields to a Buffer and back,
 * in the same process.
 * @throws when either does not give back the fields it was given: a codec that is wrong has no speed.
 */
export function benchIso8583(): BenchRow[] {
  const Peer = createRequire(import.meta.url)("iso_8583") as Peer;
  return ([["sale", SALE], ["answer", ANSWER]] as const).flatMap(([name, fields]) => {
    const message = ourMessage(fields);
    const packed = Buffer.from(packMessage(unionpaySpec, message), "latin1");
    const peerPacked = new Peer({ ...fields }, PEER_FORMATS).getRawMessage();
    if (!Buffer.isBuffer(peerPacked)) throw new Error("iso_8583 does not pack the " + name + ": " + peerPacked.error);
    const peerFields = Object.fromEntries(Object.entries(new Peer(undefined, PEER_FORMATS).getIsoJSON(peerPacked, { lenHeader: false })).map(([field, value]) => [field, /^(52|64)$/.test(field) ? value.toUpperCase() : value]));
    if (!isDeepStrictEqual(peerFields, fields)) throw new Error("iso_8583 gives other fields for the " + name);
    if (!isDeepStrictEqual(unpackMessage(unionpaySpec, packed.toString("latin1")).message, message)) throw new Error("our fields differ for the " + name);
    return [
      compare("ISO 8583 pack, " + name, "iso_8583", () => Buffer.from(packMessage(unionpaySpec, message), "latin1"), () => new Peer({ ...fields }, PEER_FORMATS).getRawMessage(), "messages/s"),
      compare("ISO 8583 unpack, " + name, "iso_8583", () => unpackMessage(unionpaySpec, packed.toString("latin1")), () => new Peer(undefined, PEER_FORMATS).getIsoJSON(peerPacked, { lenHeader: false }), "messages/s"),
    ];
  });
}
