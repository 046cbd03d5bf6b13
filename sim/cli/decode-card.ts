import type { Command } from "commander";
import { findBin } from "../../firmware/card/bins.js";
import { maskPan } from "../../firmware/card/pan.js";
import { decodeFlux } from "../../firmware/card/flux.js";
import { buildAssets } from "../../tools/assets.js";
import { bitGroups, memoryOf } from "../devices/native.js";
import { encodeTrack, type TrackNumber } from "../cards/encode.js";
import { BadInput } from "./bad-input.js";
import { readStream, type StreamRead } from "./bit-stream.js";
import { explainTrack, maskText, serviceMeaning, type TrackField } from "./track-fields.js";

interface CardOptions { track?: string; clear?: boolean; json?: boolean }

function chosenTrack(options: CardOptions): TrackNumber | undefined {
  if (options.track === undefined) return undefined;
  if (!/^[123]$/.test(options.track)) throw new BadInput(`--track: ${JSON.stringify(options.track)}, must be 1, 2 or 3`);
  return Number(options.track) as TrackNumber;
}

/** The BIN table as the device reads it. */
function issuerOf(pan: string): string {
  const table = buildAssets().get("bins")?.toString("latin1") ?? "";
  const found = findBin({ asset: (_name, offset, length) => table.substr(offset, length), assetLength: () => table.length, crc32: () => 0, groups: bitGroups, memory: memoryOf }, pan, "");
  return found ? `${found.scheme} ${found.credit ? "credit" : "debit"}, ${found.issuerEn}` : "unknown";
}

const JSON_NAMES: Record<string, string> = { "format code": "formatCode", "card number": "pan", "service code": "serviceCode", "further data": "furtherData" };

/** A text that is no bank card's: digits enough for a card number are masked all the same. */
function maskUnknown(text: string): string {
  return text.replace(/\d{13,}/g, (digits) => maskPan(digits));
}

/** Print the fields of a track, one a line, or one JSON object. `facts` come first. */
function report(text: string, track: TrackNumber, fields: readonly TrackField[], shift: number, facts: Record<string, unknown>, options: CardOptions): void {
  const value = (name: string): string => fields.find((field) => field.name === name)?.value ?? "";
  const seen = (field: TrackField): string => (options.clear ? field.value : field.shown);
  const whole = options.clear ? text : fields.length > 0 ? maskText(text, fields, shift) : maskUnknown(text);
  const head: Record<string, unknown> = { track, ...facts, text: whole };
  if (options.json) {
    for (const field of fields) head[JSON_NAMES[field.name] ?? field.name] = seen(field);
    if (fields.length > 0) {
      head.luhn = fields.some((field) => field.means === "check digit good");
      head.issuer = issuerOf(value("card number"));
      if (track !== 3) head.service = serviceMeaning(value("service code")) ?? [];
    }
    process.stdout.write(JSON.stringify(head) + "\n");
    return;
  }
  const lines = Object.entries(head).map(([name, said]): [string, string, string] => [name, String(said), ""]);
  for (const field of fields) {
    lines.push([field.name, seen(field), field.means]);
    if (field.name === "card number") lines.push(["issuer", issuerOf(field.value), ""]);
  }
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  for (const [name, said, means] of lines) process.stdout.write((name.padEnd(width) + [said, means && `(${means})`].filter((part) => part !== "").join("  ")).trimEnd() + "\n");
}

/** The track a text is of, by its sentinel, its format code, or its length. */
function guessTrack(text: string): TrackNumber {
  if (text.startsWith("%") || /^B\d+\^/.test(text)) return 1;
  const content = text.replace(/^;/, "");
  return content.startsWith("99") && content.length > 40 ? 3 : 2;
}

/** `decode track`: sentinels and LRC may be there; what is there is checked. */
export function decodeTrackText(input: string, options: CardOptions): void {
  const text = input.trim();
  const track = chosenTrack(options) ?? guessTrack(text);
  const start = track === 1 ? "%" : ";";
  const shift = text.startsWith(start) ? 1 : 0;
  if (text === "") throw new BadInput(`track ${track}, offset 0, start sentinel: the text is empty`);
  const stop = text.indexOf("?", shift);
  if (stop < 0 && shift === 1) throw new BadInput(`track ${track}, offset ${text.length}, end sentinel: missing`);
  let content = text.slice(shift, stop < 0 ? text.length : stop);
  // DE 35 carries the separator as the nibble D.
  if (track !== 1 && !content.includes("=")) content = content.replace(/D/gi, "=");
  const lrc = stop < 0 ? "" : text.slice(stop + 1);
  if (lrc.length > 1) throw new BadInput(`track ${track}, offset ${stop + 2}, LRC: ${lrc.length} characters after the end sentinel, at most one belongs there`);
  const fields = explainTrack(content, track, shift);
  if (lrc !== "") {
    const want = lrcOf(content, track);
    if (lrc !== want) throw new BadInput(`track ${track}, offset ${stop + 1}, LRC: is ${JSON.stringify(lrc)}, must be ${JSON.stringify(want)}`);
  }
  report(content, track, fields, shift, lrc === "" ? {} : { lrc: "good" }, options);
}

function lrcOf(content: string, track: TrackNumber): string {
  const bits = encodeTrack(content, track);
  const last = bits.slice(track === 1 ? -7 : -5, -1);
  return String.fromCharCode((track === 1 ? 0x20 : 0x30) + Number.parseInt([...last].reverse().join(""), 2));
}

/** Bits that were read: a text that is no bank card's is shown as it is, with what it lacks. */
function reportStream(read: StreamRead, more: Record<string, unknown>, options: CardOptions): void {
  const facts: Record<string, unknown> = { ...more, direction: read.back ? "backwards" : "forwards", polarity: read.inverted ? "inverted" : "normal", parity: "good", lrc: "good" };
  let fields: TrackField[] = [];
  try {
    fields = explainTrack(read.text, read.track, 0);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    facts.format = "no bank card: " + error.message;
  }
  report(read.text, read.track, fields, 0, facts, options);
}

/** `decode bits`: "0"/"1" text, or hex when there is any other digit. Blanks are passed over. */
export function decodeBitText(input: string, options: CardOptions): void {
  const text = input.replace(/\s+/g, "").replace(/^0x/i, "");
  const track = chosenTrack(options);
  let bits = text;
  if (/[^01]/.test(text)) {
    const wrong = text.search(/[^0-9a-fA-F]/);
    if (wrong >= 0) throw new BadInput(`bits, offset ${wrong}: ${JSON.stringify(text[wrong])} is neither a bit nor a hex digit`);
    bits = [...text].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  }
  if (bits === "") throw new BadInput("bits, offset 0, start sentinel: there are no bits");
  reportStream(readStream(bits, track), { bits: bits.length }, options);
}

/** `decode flux`: whole or fractional microseconds, comma separated. */
export function decodeFluxText(input: string, options: CardOptions): void {
  const track = chosenTrack(options);
  const intervals = input.trim().split(/\s*,\s*|\s+/).map((part, index) => {
    const interval = Number(part);
    if (part === "" || !Number.isFinite(interval) || interval <= 0) throw new BadInput(`flux, offset ${index}, interval: ${JSON.stringify(part)} is no time in microseconds`);
    return interval;
  });
  const flux = decodeFlux(intervals);
  const bits = [...flux.bits].map((byte) => byte.charCodeAt(0).toString(2).padStart(8, "0")).join("").slice(0, flux.count);
  try {
    reportStream(readStream(bits, track), { intervals: intervals.length, bits: flux.count }, options);
  } catch (error) {
    if (error instanceof BadInput && flux.slip >= 0) throw new BadInput(`flux, offset ${flux.slip}, interval: ${intervals[flux.slip]} us fits no cell; then ${error.message}`);
    throw error;
  }
}

/** Add `track`, `bits` and `flux` to `postern decode`. */
export function registerDecodeCard(decode: Command): void {
  const add = (name: string, about: string, input: string, run: (input: string, options: CardOptions) => void): void => {
    decode.command(name).description(about).argument("<input>", input)
      .option("--track <n>", "1, 2 or 3 (otherwise found out)")
      .option("--clear", "show the whole number and secret digits")
      .option("--json", "one JSON object")
      .action(run);
  };
  add("track", "explain the text of a magnetic track", "with or without sentinels and LRC", decodeTrackText);
  add("bits", "read a raw bit stream: either direction, either polarity", "0/1 text or hex", decodeBitText);
  add("flux", "read flux intervals as they leave the head (F2F)", "microseconds, comma separated", decodeFluxText);
}
