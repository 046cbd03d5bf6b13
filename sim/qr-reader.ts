import { createRequire } from "node:module";
import { readMerchantQr } from "../firmware/qr/emvco.js";
import type { ShownCode } from "./acquirer/kinds/code-pay.js";

type Decode = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;

/** Glass of 128x64; a phone sees each of its pixels several times, and light around. */
const COLUMNS = 128, ROWS = 64, TIMES = 4, MARGIN = 16;

/** The text of a QR code on the glass, as a decoder made by others reads it; null when it finds none. */
export function codeOnGlass(glass: Uint8Array): string | null {
  // A development tool, loaded when it is needed: nobody else misses it.
  const loaded = createRequire(import.meta.url)("jsqr") as Decode | { default: Decode };
  const decode = typeof loaded === "function" ? loaded : loaded.default;
  const width = (COLUMNS + 2 * MARGIN) * TIMES, height = (ROWS + 2 * MARGIN) * TIMES;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < ROWS * TIMES; y++) {
    for (let x = 0; x < COLUMNS * TIMES; x++) {
      const column = Math.floor(x / TIMES), row = Math.floor(y / TIMES);
      if (((glass[row * 16 + (column >> 3)]! >> (7 - (column & 7))) & 1) === 0) continue;
      pixels.fill(0, ((y + MARGIN * TIMES) * width + x + MARGIN * TIMES) * 4, ((y + MARGIN * TIMES) * width + x + MARGIN * TIMES) * 4 + 3);
    }
  }
  return decode(pixels, width, height)?.data ?? null;
}

/** What a customer's bank reads in a merchant's code of ours; a text says what is wrong with it. */
export function shownCode(text: string): ShownCode | string {
  const read = readMerchantQr(text);
  if (read.error !== "") return `${read.error} at entry ${read.id}`;
  const value = (id: string): string => read.entries.find((entry) => entry.id === id)?.value ?? "";
  const reference = value("62.05");
  const amount = /^(\d+)\.(\d\d)$/.exec(value("54"));
  if (value("26.00") !== "POSTERN" || reference.length !== 12 || amount === null) return "not a code of this acquirer";
  return { tid: value("62.07"), mid: value("26.01"), batch: reference.slice(0, 6), stan: reference.slice(6), amountMinor: Number(amount[1]! + amount[2]!) };
}
