import { maskNumber, secretTag } from "../../firmware/iso8583/describe.js";
import { readTlv } from "../../firmware/iso8583/tlv.js";
import { BadInput } from "./bad-input.js";

/** Names of tags. Source: EMV book 3, annex A; EMVCo QR CPM; PAYMENTS 5.7, 6.3, 7.2. */
const TAGS: Record<string, string> = {
  "4F": "application id", "50": "application label", "56": "track 1", "57": "track 2 equivalent", "5A": "card number", "61": "application template", "62": "common template", "63": "application specific",
  "64": "application specific", "6F": "file control", "70": "record", "71": "script before", "72": "script after", "77": "response", "80": "response", "82": "interchange profile", "84": "dedicated file", "85": "payload format",
  "87": "priority", "88": "short file", "8A": "response code", "8C": "CDOL1", "8D": "CDOL2", "8E": "CVM list", "8F": "CAPK index", "91": "issuer authentication", "94": "file locator", "95": "verification results", "99": "PIN", "9A": "date", "9C": "type",
  "A5": "proprietary", "BF0C": "issuer data", "5F20": "cardholder name", "5F24": "expiry", "5F25": "effective date", "5F28": "country of issuer", "5F2A": "currency", "5F2D": "languages", "5F34": "card sequence", "9F02": "amount", "9F03": "other amount",
  "9F06": "application id", "9F07": "usage control", "9F08": "card version", "9F09": "terminal version", "9F0D": "action default", "9F0E": "action denial", "9F0F": "action online", "9F10": "issuer data", "9F11": "issuer code table", "9F12": "preferred name",
  "9F1A": "country", "9F1E": "serial", "9F1F": "track 1 rest", "9F20": "track 2 rest", "9F22": "CAPK index", "9F26": "cryptogram", "9F27": "cryptogram kind", "9F33": "capabilities", "9F34": "cardholder verification", "9F35": "terminal type", "9F36": "counter",
  "9F37": "random number", "9F38": "PDOL", "9F40": "more capabilities", "9F41": "sequence", "9F4D": "log entry", "9F53": "category", "9F63": "card product", "9F66": "terminal qualifiers", "9F6B": "track 2", "9F6C": "card qualifiers", "9F74": "purse code", "DF31": "script results",
};

export interface TlvNode {
  tag: string;
  name: string;
  value?: string;
  children?: TlvNode[];
}

const WORDS: Record<string, string> = {
  tagCut: "the bytes end inside the tag", tagLong: "longer than four bytes", lengthCut: "the bytes end inside the length", indefinite: "length 80 (indefinite) is not allowed",
  lengthLong: "a length of more than three bytes", valueCut: "the value is shorter than its length says",
};
const DEPTH_MAX = 16;

/** Hex of a value, its secrets as stars (card number) or as a length. */
function shown(tag: string, bytes: string, clear: boolean): string {
  const hex = Buffer.from(bytes, "latin1").toString("hex").toUpperCase();
  if (clear || !secretTag(tag)) return hex;
  return tag === "5A" ? maskNumber(hex.replace(/F+$/, "")) : `(${bytes.length} bytes)`;
}

/** The objects of BER-TLV bytes as a tree. Errors: {@link BadInput} with the offset and the tag. */
export function tlvTree(bytes: string, clear: boolean, start = 0, end = bytes.length, depth = 0): TlvNode[] {
  const nodes: TlvNode[] = [];
  for (let at = start; at < end; ) {
    const object = readTlv(bytes, at, end);
    if (object.error !== "") throw new BadInput(`offset ${object.offset}, tag ${object.tag || "?"}: ${WORDS[object.error]}`);
    if (object.tag === "") break;
    if (depth >= DEPTH_MAX) throw new BadInput(`offset ${object.offset}, tag ${object.tag}: nested deeper than ${DEPTH_MAX}`);
    const node: TlvNode = { tag: object.tag, name: TAGS[object.tag] ?? "" };
    if (object.nested) node.children = tlvTree(bytes, clear, object.valueStart, object.end, depth + 1);
    else node.value = shown(object.tag, bytes.slice(object.valueStart, object.end), clear);
    nodes.push(node);
    at = object.end;
  }
  return nodes;
}

/** One line an object, nested ones indented; text beside hex where it is plain. */
export function tlvLines(nodes: TlvNode[], indent = ""): string[] {
  return nodes.flatMap((node) => {
    const text = node.value !== undefined && /^([0-9A-F]{2}){3,}$/.test(node.value) ? Buffer.from(node.value, "hex").toString("latin1") : "";
    const line = (indent + node.tag.padEnd(6) + node.name.padEnd(24) + (node.value ?? "")).trimEnd();
    return [line + (/^[\x20-\x7e]+$/.test(text) ? `  ${JSON.stringify(text)}` : ""), ...tlvLines(node.children ?? [], indent + "  ")];
  });
}
