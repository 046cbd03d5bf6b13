import type { Random } from "../random.js";

export interface MixedOptions {
  /** Analogue input left open: its lowest bits are noise. */
  noise: Pin;
  /** File of the interpreter's Storage that carries a secret from boot to boot. */
  seedFile: string;
}

const NOISE_READINGS = 64;

/**
 * Random bytes for boards whose own generator begins anew at each boot with the same numbers (ESP32: docs of the
 * interpreter, `E.hwRand`). Noise, time, the board's generator and a secret of the last boot are mixed by SHA-256; the
 * next boot's secret is written before the first byte is given out, so that no boot repeats another.
 */
export function mixedRandom(options: MixedOptions): Random {
  const storage = require("Storage");
  const crypto = require("crypto");
  const hash = function (text: string): string { return E.toString(crypto.SHA256(text)); };
  const gather = function (readings: number): string {
    let text = getTime() + "," + E.hwRand();
    for (let count = 0; count < readings; count++) text += "," + analogRead(options.noise);
    return text;
  };
  let state = hash((storage.read(options.seedFile) || getSerial()) + gather(NOISE_READINGS));
  storage.write(options.seedFile, hash(state + "next"));
  return {
    fill: function (out) {
      for (let at = 0; at < out.length; at += 32) {
        state = hash(state + gather(4));
        const block = hash(state + "out");
        for (let index = 0; index < 32 && at + index < out.length; index++) out[at + index] = block.charCodeAt(index);
      }
    },
  };
}
