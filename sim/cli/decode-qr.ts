import type { Command } from "commander";
import { base64Bytes, readMerchantQr, type QrEntry } from "../../firmware/qr/emvco.js";
import { maskNumber } from "../../firmware/iso8583/describe.js";
import { BadInput } from "./bad-input.js";
import { hexInput } from "./message-frame.js";
import { tlvLines, tlvTree, type TlvNode } from "./explain-tlv.js";

interface Options { clear?: boolean; json?: boolean }

/** Names of entries of a merchant's code. Source: EMVCo QR MPM 4; PAYMENTS 7.1. */
const MPM_NAMES: Record<string, string> = {
  "00": "payload format", "01": "static 11, dynamic 12", "52": "merchant category", "53": "currency", "54": "amount", "55": "tip", "56": "fixed fee", "57": "percent fee", "58": "country", "59": "merchant", "60": "city",
  "61": "postcode", "62": "additional", "62.01": "bill", "62.02": "mobile", "62.03": "store", "62.04": "loyalty", "62.05": "reference", "62.06": "customer", "62.07": "terminal", "62.08": "purpose", "62.09": "ask customer", "63": "CRC", "64": "other language", "64.00": "language", "64.01": "merchant", "64.02": "city",
};

function mpmName(id: string): string {
  const number = Number(id.slice(0, 2));
  if (MPM_NAMES[id] !== undefined) return MPM_NAMES[id];
  if (/^(2[6-9]|[34]\d|5[01]|[89]\d)\.00$/.test(id)) return "global id";
  if (id.includes(".")) return "";
  if (number >= 2 && number <= 51) return ["", "", "Visa", "Visa", "Mastercard", "Mastercard"][number] ?? (number === 15 || number === 16 ? "UnionPay" : "merchant account");
  return number >= 80 ? "unreserved" : "reserved";
}

/** What a code of digits belongs to, by its first digits and length. Source: PAYMENTS 7.3 (unconfirmed platform practice). */
function wallet(code: string): string {
  if (/^1[0-5]\d{16}$/.test(code)) return "WeChat Pay";
  if (/^(2[5-9]|30)\d{14,22}$/.test(code)) return "Alipay";
  return /^62\d{17}$/.test(code) ? "UnionPay" : "";
}

const WORDS: Record<string, string> = { cut: "the text ends inside it", id: "its number is not two digits", length: "its length is not two digits", crc: "checksum missing, not last, or wrong" };

function utf8(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** Entries as nested objects: templates become objects. */
function tree(entries: readonly QrEntry[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const entry of entries) {
    const above = entry.id.includes(".") ? (fields[entry.id.slice(0, 2)] as Record<string, unknown>) : fields;
    above[entry.id.slice(-2)] = entry.template ? {} : utf8(entry.value);
  }
  return fields;
}

interface Explained { json: Record<string, unknown>; lines: string[] }

function merchantCode(text: string): Explained {
  const read = readMerchantQr(Buffer.from(text, "utf8").toString("latin1"));
  if (read.error !== "") throw new BadInput(`offset ${read.offset}, entry ${/^[\d.]+$/.test(read.id) ? read.id : JSON.stringify(read.id)}: ${WORDS[read.error]}`);
  const lines = read.entries.map((entry) => ((entry.id.includes(".") ? "  " : "") + entry.id.padEnd(7) + mpmName(entry.id).padEnd(24) + utf8(entry.value)).trimEnd());
  return { json: { kind: "merchant", fields: tree(read.entries) }, lines: ["EMVCo merchant-presented code, checksum good", ...lines] };
}

function consumerCode(text: string, clear: boolean): Explained {
  const bytes = base64Bytes(text);
  if (bytes === null) throw new BadInput(`offset ${Math.max(0, text.search(/[^A-Za-z0-9+/=]/))}, payload: no base64 text`);
  const nodes: TlvNode[] = tlvTree(bytes, clear);
  if (nodes[0]?.tag !== "85") throw new BadInput("offset 0, tag 85: a consumer-presented code begins with it");
  return { json: { kind: "consumer", tlv: nodes }, lines: ["EMVCo consumer-presented code", ...tlvLines(nodes)] };
}

function explain(text: string, clear: boolean): Explained {
  if (text === "") throw new BadInput("offset 0, payload: there is no text");
  if (text.startsWith("hQ")) return consumerCode(text, clear);
  if (/^https?:\/\//i.test(text)) {
    // A long number in an address may be the cardholder's one-time authority to pay, as in UnionPay's codes (PAYMENTS 7.1, 7.4).
    const shown = clear ? text : text.replace(/\d{11,}/g, (digits) => maskNumber(digits));
    return { json: { kind: "address", text: shown }, lines: [`address, to be opened or passed on  ${shown}`] };
  }
  const name = wallet(text);
  if (name !== "") {
    const shown = clear ? text : maskNumber(text);
    return { json: { kind: "wallet", wallet: name, code: shown }, lines: [`payment code, probably ${name}  ${shown}`] };
  }
  return merchantCode(text);
}

function print(explained: Explained, options: Options): void {
  process.stdout.write((options.json === true ? JSON.stringify(explained.json) : explained.lines.join("\n")) + "\n");
}

/** Add `tlv` and `qr` to `postern decode`. */
export function registerDecodeQr(decode: Command): void {
  decode.command("tlv").description("explain BER-TLV (chip data) object by object")
    .argument("<hex...>", "bytes; blanks are passed over")
    .option("--clear", "show card numbers, tracks and names too").option("--json", "one JSON object")
    .action((hex: string[], options: Options) => {
      const nodes = tlvTree(hexInput("TLV", hex.join("")), options.clear === true);
      print({ json: { tlv: nodes }, lines: tlvLines(nodes) }, options);
    });
  decode.command("qr").description("explain an EMVCo QR payload, merchant- or consumer-presented")
    .argument("<text>", "the text in the code")
    .option("--clear", "show card numbers and payment codes too").option("--json", "one JSON object")
    .action((text: string, options: Options) => print(explain(text.trim(), options.clear === true), options));
}
