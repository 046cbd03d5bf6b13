import { randomInt } from "node:crypto";
import { type Command, Option } from "commander";
import { isDigits } from "../../firmware/core/digits.js";
import { arrayToBytes, bytesToArray, bytesToHex, hexToBytes } from "../../firmware/core/bytes.js";
import { desBlock, desSchedule } from "../../firmware/secure/des.js";
import { parseField62 } from "../../firmware/secure/field62.js";
import { computeMac } from "../../firmware/secure/mac.js";
import { packPinBlock } from "../../firmware/secure/pin-block.js";
import { keyCheckValue } from "../../firmware/secure/soft-module.js";
import { trackBlock, trackField, trackWithBlock } from "../../firmware/secure/track-cipher.js";
import { MAC_CUP, MAC_X919, MAC_X99 } from "../../hal/secure.js";
import { loadDes } from "../des-tables.js";
import { BadInput } from "./bad-input.js";

/** Bytes of a hex option, blanks allowed. The error names the option and the offset of the first wrong character. */
function hexOption(option: string, text: string): string {
  const hex = text.replace(/\s+/g, "");
  const wrong = hex.search(/[^0-9a-fA-F]/);
  if (wrong >= 0) throw new BadInput(option + ": not a hex digit at offset " + wrong + " (" + JSON.stringify(hex[wrong]) + ")");
  if (hex.length % 2 === 1) throw new BadInput(option + ": an odd count of hex digits (" + hex.length + "), the last byte is half");
  return hexToBytes(hex);
}
function keyOption(option: string, text: string, lengths: number[]): Int32Array {
  const key = hexOption(option, text);
  if (!lengths.includes(key.length)) throw new BadInput(option + ": a key of " + key.length + " bytes; it must have " + lengths.join(", ").replace(/, (\d+)$/, " or $1"));
  return desSchedule(new Int32Array(bytesToArray(key).buffer));
}
function digitsOption(option: string, text: string, least: number, most: number): string {
  const wrong = text.search(/\D/);
  if (wrong >= 0) throw new BadInput(option + ": not a digit at offset " + wrong);
  if (!isDigits(text) || text.length < least || text.length > most) throw new BadInput(option + ": " + text.length + " digits; it must have " + least + " to " + most);
  return text;
}
function ecb(schedule: Int32Array, blocks: string, backward: boolean): string {
  const array = bytesToArray(blocks);
  for (let at = 0; at < array.length / 4; at += 2) desBlock(schedule, new Int32Array(array.buffer), at, backward);
  return arrayToBytes(array);
}
/** One `name  value` line each, or one JSON object. */
function show(asJson: boolean | undefined, result: Record<string, unknown>): void {
  if (asJson) {
    process.stdout.write(JSON.stringify(result) + "\n");
    return;
  }
  const width = Math.max(...Object.keys(result).map((name) => name.length));
  for (const [name, value] of Object.entries(result)) process.stdout.write(name.padEnd(width + 2) + String(value) + "\n");
}

interface PinBlockOptions { format: string; pin: string; pan?: string; key?: string; fill?: string; json?: boolean }
function pinBlock(options: PinBlockOptions): void {
  const format = Number(options.format);
  const pin = digitsOption("--pin", options.pin, 4, 12);
  const usesPan = format === 0 || format === 3;
  if (format === 3 && options.pan === undefined) throw new BadInput("--pan: format 3 needs it");
  const pan = usesPan && options.pan !== undefined ? digitsOption("--pan", options.pan, 13, 19) : "";
  const need = 14 - pin.length;
  const fill = options.fill === undefined ? Array.from({ length: need }, () => (format === 3 ? randomInt(10, 16) : randomInt(16)).toString(16)).join("") : options.fill;
  const wrong = fill.search(format === 3 ? /[^a-fA-F]/ : /[^0-9a-fA-F]/);
  if (wrong >= 0) throw new BadInput("--fill: not a filling digit of format " + format + " at offset " + wrong);
  if (fill.length < need) throw new BadInput("--fill: " + fill.length + " hex digits; this PIN needs " + need);
  const block = new Uint8Array(8);
  packPinBlock(format, Uint8Array.from(pin, Number), pan, Uint8Array.from(fill, (digit) => parseInt(digit, 16)), block);
  const result: Record<string, unknown> = { block: bytesToHex(arrayToBytes(block)) };
  if (options.key !== undefined) result["encrypted"] = bytesToHex(ecb(keyOption("--key", options.key, [8, 16, 24]), arrayToBytes(block), false));
  show(options.json, result);
}

interface MacOptions { alg: string; key: string; data: string; json?: boolean }
function mac(options: MacOptions): void {
  const algorithm = options.alg === "cup" ? MAC_CUP : options.alg === "x9.9" ? MAC_X99 : MAC_X919;
  const schedule = keyOption("--key", options.key, algorithm === MAC_X919 ? [16] : [8, 16, 24]);
  const data = hexOption("--data", options.data);
  if (data === "") throw new BadInput("--data: there are no bytes");
  const made = computeMac(algorithm, schedule, data);
  show(options.json, algorithm === MAC_CUP ? { mac: made, field64: bytesToHex(made) } : { mac: bytesToHex(made) });
}

interface UnwrapOptions { key: string; field62: string; json?: boolean }
/** Every key is shown, with its own verdict; one that does not match makes the exit code 1. */
function unwrap(options: UnwrapOptions): void {
  const tmk = keyOption("--key", options.key, [16, 24]);
  const field = hexOption("--field62", options.field62);
  const wrapped = parseField62(field);
  if (wrapped.length === 0) throw new BadInput("--field62: " + field.length + " bytes; it must have 24, 40, 56, 60 or 84");
  let offset = 0;
  const keys = wrapped.map((one, index) => {
    const clear = ecb(tmk, one.wrapped, true);
    const kcv = bytesToHex(keyCheckValue(desSchedule(new Int32Array(bytesToArray(clear).buffer))));
    offset = (field.length / wrapped.length) * (index + 1) - 4;
    return { name: ["PIK", "MAK", "TDK"][index] as string, key: bytesToHex(clear), kcv, sent: bytesToHex(one.kcv), good: kcv === bytesToHex(one.kcv), offset };
  });
  if (options.json) show(true, { keys: keys.map(({ name, key, kcv, sent, good }) => ({ name, key, kcv, sent, good })) });
  else for (const { name, key, kcv, good } of keys) process.stdout.write(name + "  " + key + "  kcv " + kcv + (good ? "  ok" : "  WRONG") + "\n");
  const bad = keys.find((one) => !one.good);
  if (bad) throw new BadInput("--field62: the check value of the " + bad.name + " at offset " + bad.offset + " is " + bad.sent + ", the key gives " + bad.kcv);
}

interface TrackOptions { key: string; track2: string; json?: boolean }
function track(options: TrackOptions): void {
  const schedule = keyOption("--key", options.key, [8, 16, 24]);
  const text = options.track2.replace(/^;/, "").replace(/\?.?$/, "").replace(/[dD]/g, "=");
  const start = options.track2.startsWith(";") ? 1 : 0;
  const wrong = text.search(/[^0-9=]/);
  if (wrong >= 0) throw new BadInput("--track2: neither digit nor separator at offset " + (wrong + start));
  if (text.length === 0 || text.length > 37) throw new BadInput("--track2: " + text.length + " characters; it must have 1 to 37, without sentinels and LRC");
  if (!text.includes("=")) throw new BadInput("--track2: no separator (= or D)");
  const field = trackField(text);
  const block = trackBlock(field);
  const sealed = ecb(schedule, block, false);
  show(options.json, { field35: trackWithBlock(field, sealed), clear: field, block: bytesToHex(block), encrypted: bytesToHex(sealed) });
}

/** `postern crypto ...`: the firmware's own PIN block, MAC, key and track modules, by hand. */
export function registerCrypto(program: Command): void {
  loadDes();
  const crypto = program.command("crypto").description("PIN blocks, MACs, key check values, key unwrapping and track encryption by the firmware's own modules");
  const json = () => new Option("--json", "print one JSON object");
  crypto.command("pinblock").description("clear PIN block, ISO 9564-1 format 0 to 3, and encrypted with --key")
    .addOption(new Option("--format <format>", "block format").choices(["0", "1", "2", "3"]).makeOptionMandatory())
    .requiredOption("--pin <digits>", "4 to 12 digits")
    .option("--pan <digits>", "whole PAN, 13 to 19 digits; format 0 without it is UnionPay's block without PAN")
    .option("--key <hex>", "PIN key of 8, 16 or 24 bytes")
    .option("--fill <hex>", "filling of formats 1 and 3 instead of random digits, for comparing")
    .addOption(json()).action(pinBlock);
  crypto.command("mac").description("message authentication code: cup is UnionPay's, of field 64")
    .addOption(new Option("--alg <name>", "algorithm").choices(["cup", "x9.9", "x9.19"]).makeOptionMandatory())
    .requiredOption("--key <hex>", "8 bytes; 16 for x9.19; cup and x9.9 use the left half of a longer one").requiredOption("--data <hex>", "message, from the MTI to the field before 64")
    .addOption(json()).action(mac);
  crypto.command("kcv").description("check value of a DES or TDES key").requiredOption("--key <hex>", "8, 16 or 24 bytes").addOption(json())
    .action((options: { key: string; json?: boolean }) => show(options.json, { kcv: bytesToHex(keyCheckValue(keyOption("--key", options.key, [8, 16, 24]))) }));
  crypto.command("unwrap").description("working keys of a sign-in answer: decrypt under the TMK and check")
    .requiredOption("--key <hex>", "TMK of 16 or 24 bytes").requiredOption("--field62 <hex>", "field 62 of the 0810: 24, 40, 56, 60 or 84 bytes").addOption(json()).action(unwrap);
  crypto.command("track").description("field 35 of a track 2 under the track key")
    .requiredOption("--key <hex>", "TDK of 8, 16 or 24 bytes").requiredOption("--track2 <text>", "digits with = or D, with or without sentinels").addOption(json()).action(track);
}
