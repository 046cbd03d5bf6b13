import iconv from "iconv-lite";
import { parse } from "yaml";

const ZH_BYTES = 16;
const EN_BYTES = 24;
const START_DIGITS = 8;
const SCHEMES = ["CUP", "VIS", "MCC", "AMX", "JCB", "DCC"];

interface Range {
  first: number;
  last: number;
  /** Scheme, kind and number of the names: what a record says after its start. */
  says: string;
  digits: number;
}

interface Source {
  schemes: { scheme: string; kind: string; zh: string; en: string; ranges: unknown[] }[];
  issuers: { zh: string; en: string; scheme?: string; debit?: unknown[]; credit?: unknown[] }[];
}

function padded(text: string, length: number): Buffer {
  const bytes = iconv.encode(text, "gb2312");
  if (bytes.length === 0 || bytes.length > length) throw new Error("bins: name " + JSON.stringify(text) + " takes " + bytes.length + " bytes, not 1 to " + length);
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length, " ")]);
}

/** A prefix, or "first-last" of prefixes of one length, as the eight-digit numbers it covers. */
function rangeOf(text: string, says: string): Range {
  const [first = "", last = first] = text.split("-");
  if (!/^\d{1,8}$/.test(first) || !/^\d{1,8}$/.test(last) || first.length !== last.length || first > last) throw new Error("bins: bad range " + JSON.stringify(text));
  return { first: Number(first.padEnd(START_DIGITS, "0")), last: Number(last.padEnd(START_DIGITS, "9")), says, digits: first.length };
}

/** Names of the issuers in the order of their numbers in the asset. */
export function issuerNames(yaml: string, language: "zh" | "en"): string[] {
  const source = parse(yaml) as Source;
  return [...source.schemes, ...source.issuers].map((one) => one[language]);
}

/** Every range of the source, and the names their numbers stand for. */
function readSource(source: Source): { ranges: Range[]; names: Buffer[] } {
  const ranges: Range[] = [];
  const names: Buffer[] = [];
  const take = (scheme: string, kind: string, texts: readonly unknown[] = []): void => {
    if (!SCHEMES.includes(scheme) || (kind !== "D" && kind !== "C")) throw new Error("bins: scheme " + scheme + " kind " + kind);
    for (const text of texts) ranges.push(rangeOf(String(text), scheme + kind + String(names.length - 1).padStart(2, "0")));
  };
  for (const { scheme, kind, zh, en, ranges: texts } of source.schemes) {
    names.push(Buffer.concat([padded(zh, ZH_BYTES), padded(en, EN_BYTES)]));
    take(scheme, kind, texts);
  }
  for (const { scheme = "CUP", zh, en, debit, credit } of source.issuers) {
    names.push(Buffer.concat([padded(zh, ZH_BYTES), padded(en, EN_BYTES)]));
    take(scheme, "D", debit);
    take(scheme, "C", credit);
  }
  return { ranges, names };
}

/**
 * The asset `bins`: count of records, 4 digits; records of 14 bytes, ascending: first number it holds for (8 digits), scheme
 * (3), D or C, number of the names (2 digits), all blank where no scheme is known; names of 40 bytes: Chinese (16, GB2312)
 * and English (24), blanks at their ends. Ranges inside ranges are cut into intervals here, so the device needs no longest-match rule.
 * @param yaml  Text of data/bins.yaml. Throws with the range or name that is wrong, or the prefix that stands there twice.
 */
export function compileBins(yaml: string): Buffer {
  const { ranges, names } = readSource(parse(yaml) as Source);
  if (names.length > 100) throw new Error("bins: " + names.length + " names, more than two digits can count");
  const longestFirst = [...ranges].sort((one, other) => other.digits - one.digits || one.first - other.first);
  longestFirst.forEach((range, index) => {
    const next = longestFirst[index + 1];
    if (next && next.digits === range.digits && next.first <= range.last) throw new Error("bins: " + String(next.first).slice(0, next.digits) + " is there twice");
  });
  const starts = new Set([0, ...ranges.flatMap((range) => [range.first, range.last + 1])]);
  const records: string[] = [];
  let before = "";
  for (const start of [...starts].filter((one) => one < 10 ** START_DIGITS).sort((one, other) => one - other)) {
    const says = longestFirst.find((range) => range.first <= start && start <= range.last)?.says ?? " ".repeat(6);
    if (says !== before) records.push(String(start).padStart(START_DIGITS, "0") + says);
    before = says;
  }
  return Buffer.concat([Buffer.from(String(records.length).padStart(4, "0") + records.join("")), ...names]);
}
