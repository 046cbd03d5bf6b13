import { isDigits, luhnGood } from "../../firmware/core/digits.js";
import { maskPan } from "../../firmware/card/pan.js";
import type { TrackNumber } from "../cards/encode.js";
import { BadInput } from "./bad-input.js";

/** One piece of a track. `offset` counts characters from the start of the text as it was given. */
export interface TrackField {
  name: string;
  offset: number;
  value: string;
  /** What may be shown to anybody: the number masked, secret digits as a count. */
  shown: string;
  means: string;
}

const REGIONS: Record<string, string> = {
  1: "international", 2: "international, chip: insert the card", 5: "national", 6: "national, chip: insert the card", 7: "private", 9: "test",
};
const AUTHORIZATIONS: Record<string, string> = { 0: "normal authorization", 2: "authorization by the issuer, online", 4: "authorization by the issuer, unless agreed otherwise" };
const USES: Record<string, string> = {
  0: "no restriction, PIN required", 1: "no restriction", 2: "goods and services only", 3: "cash machine only, PIN required", 4: "cash only",
  5: "goods and services only, PIN required", 6: "no restriction, PIN where there is a pad", 7: "goods and services only, PIN where there is a pad",
};

/** What the three digits of a service code say (ISO/IEC 7813), one text each; null when a digit has no meaning. */
export function serviceMeaning(code: string): string[] | null {
  const said = [REGIONS[code[0] ?? ""], AUTHORIZATIONS[code[1] ?? ""], USES[code[2] ?? ""]];
  return said.every((text) => text !== undefined) ? (said as string[]) : null;
}

/** Takes a text apart from the left; every refusal names the track, the offset and the field. */
class Cutter {
  at: number;
  readonly fields: TrackField[] = [];
  constructor(private readonly track: TrackNumber, private readonly text: string, private readonly shift: number) {
    this.at = 0;
  }
  refuse(offset: number, field: string, why: string): never {
    throw new BadInput(`track ${this.track}, offset ${offset + this.shift}, ${field}: ${why}`);
  }
  add(name: string, value: string, shown: string, means: string): void {
    this.fields.push({ name, offset: this.at + this.shift, value, shown, means });
    this.at += value.length;
  }
  rest(): string {
    return this.text.slice(this.at);
  }
  /** Everything up to `separator`, which must come. */
  upTo(separator: string, field: string): string {
    const end = this.text.indexOf(separator, this.at);
    if (end < 0) this.refuse(this.text.length, field, `no ${JSON.stringify(separator)} after it`);
    return this.text.slice(this.at, end);
  }
  digits(name: string, count: number): string {
    const value = this.text.slice(this.at, this.at + count);
    const wrong = value.search(/\D/);
    if (wrong >= 0) this.refuse(this.at + wrong, name, `${JSON.stringify(value[wrong])} is no digit`);
    if (value.length < count) this.refuse(this.text.length, name, `ends after ${value.length} of ${count} digits`);
    return value;
  }
}

function cutPan(cutter: Cutter, separator: string): void {
  const pan = cutter.upTo(separator, "card number");
  const wrong = pan.search(/\D/);
  if (wrong >= 0) cutter.refuse(cutter.at + wrong, "card number", `${JSON.stringify(pan[wrong])} is no digit`);
  if (!isDigits(pan) || pan.length < 13 || pan.length > 19) cutter.refuse(cutter.at, "card number", `${pan.length} digits, must have 13 to 19`);
  cutter.add("card number", pan, maskPan(pan), luhnGood(pan) ? "check digit good" : "check digit WRONG");
  cutter.at += 1;
}

function cutTail(cutter: Cutter, separator: string): void {
  if (cutter.rest().startsWith(separator)) cutter.add("expiry", separator, "", "none");
  else {
    const expiry = cutter.digits("expiry", 4);
    if (expiry.slice(2) < "01" || expiry.slice(2) > "12") cutter.refuse(cutter.at + 2, "expiry", `month ${expiry.slice(2)}`);
    cutter.add("expiry", expiry, expiry, `${expiry.slice(2)}/20${expiry.slice(0, 2)}`);
  }
  if (cutter.rest().startsWith(separator)) cutter.add("service code", separator, "", "none");
  else {
    const code = cutter.digits("service code", 3);
    cutter.add("service code", code, code, serviceMeaning(code)?.join("; ") ?? "has a digit without meaning");
  }
  const rest = cutter.rest();
  cutter.add("discretionary", rest, rest === "" ? "" : `(${rest.length} characters)`, "");
}

/**
 * Explain the content of a track, without sentinels.
 * @param shift  Offset of its first character in what the user typed.  Throws BadInput.
 * Source: ISO/IEC 7813 (tracks 1 and 2), ISO/IEC 4909 (track 3, first fields).
 */
export function explainTrack(text: string, track: TrackNumber, shift: number): TrackField[] {
  const cutter = new Cutter(track, text, shift);
  const [low, high] = track === 1 ? [0x20, 0x5f] : [0x30, 0x3f];
  const strange = [...text].findIndex((character) => character.charCodeAt(0) < low || character.charCodeAt(0) > high);
  if (strange >= 0) cutter.refuse(strange, "character set", `${JSON.stringify(text[strange])} cannot be on this track`);
  const longest = track === 1 ? 76 : track === 2 ? 37 : 104;
  if (text.length > longest) cutter.refuse(longest, "length", `${text.length} characters, at most ${longest} fit`);
  if (track === 1) {
    if (text[0] !== "B") cutter.refuse(0, "format code", `${JSON.stringify(text[0] ?? "")}, a bank card has "B"`);
    cutter.add("format code", "B", "B", "bank card");
    cutPan(cutter, "^");
    const name = cutter.upTo("^", "name");
    if (name.length < 2 || name.length > 26) cutter.refuse(cutter.at, "name", `${name.length} characters, must have 2 to 26`);
    cutter.add("name", name, name.trim(), "");
    cutter.at += 1;
    cutTail(cutter, "^");
  } else if (track === 2) {
    cutPan(cutter, "=");
    cutTail(cutter, "=");
  } else {
    const format = cutter.digits("format code", 2);
    cutter.add("format code", format, format, format === "99" ? "as used in China" : "");
    cutPan(cutter, "=");
    for (const name of ["country", "currency"]) {
      if (cutter.rest().startsWith("=")) cutter.add(name, "=", "", "none");
      else {
        const code = cutter.digits(name, 3);
        cutter.add(name, code, code, code === "156" ? (name === "country" ? "China" : "CNY") : "");
      }
    }
    const rest = cutter.rest();
    cutter.add("further data", rest, rest === "" ? "" : `(${rest.length} characters)`, "");
  }
  return cutter.fields;
}

/** The whole text with the number masked and secret digits starred. */
export function maskText(text: string, fields: readonly TrackField[], shift: number): string {
  let masked = text;
  for (const { name, offset, value } of fields) {
    const cover = name === "card number" ? maskPan(value) : name === "discretionary" || name === "further data" ? "*".repeat(value.length) : value;
    masked = masked.slice(0, offset - shift) + cover + masked.slice(offset - shift + value.length);
  }
  return masked;
}
