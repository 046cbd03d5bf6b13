import type { Random } from "../random.js";

/** Where a secret lies from boot to boot: on the journal's medium, which takes a write without waste. */
export interface SeedPlace {
  /** What lies there, at least {@link SEED_BYTES}, of a new chip too; "" when it cannot be read. */
  read(): string;
  /** Put `seed` there; true when it reads back. Power may go at any byte. */
  write(seed: string): boolean;
}

export interface MixedOptions {
  /** Analogue input left open: its lowest bits are noise. */
  noise: Pin;
  seed: SeedPlace;
  /** SHA-256 of an 8-bit string, 32 bytes: the interpreter's own, or sha256.ts where it has none. */
  hash: (bytes: string) => string;
  /** Random bytes of a secure element, asked for once a boot; "" when it does not answer. */
  element?: () => string;
}

export interface MixedRandom extends Random {
  /** The moment of a key press goes into the next bytes. */
  stir(): void;
}

export const SEED_BYTES = 32;
/** Given out of each hash; the other half is kept and never seen. */
const OUT_BYTES = 16;
const NOISE_READINGS = 64;
/** A dozen key presses: more wait for nobody. */
const POOL_MAX = 200;

/** The interpreter's SHA-256. */
export function nativeSha256(bytes: string): string { return E.toString(require("crypto").SHA256(bytes)); }

/**
 * Random bytes for boards whose own generator begins anew at each boot with the same numbers (ESP32: `E.hwRand`, ESPRUINO facts 5).
 * Chance - noise, time, the board's generator, the moments of key presses, a secure element's - is mixed with a stored secret by
 * SHA-256. The next boot's secret is on the medium and read back before the first byte is given out; so even without any chance no
 * boot repeats another, wherever power goes. See docs/adr/0020.
 */
export function mixedRandom(options: MixedOptions): MixedRandom {
  const hash = options.hash;
  let pool = "";
  const gather = function (readings: number): string {
    let text = "," + getTime() + "," + E.hwRand();
    for (let count = 0; count < readings; count++) text += "," + analogRead(options.noise);
    return text;
  };
  const old = options.seed.read();
  let state = hash(old + getSerial() + gather(NOISE_READINGS) + (options.element === undefined ? "" : options.element()));
  // A place that cannot be read gets no seed made of chance alone: it would hide the old one's count of boots.
  if (old.length < SEED_BYTES || !options.seed.write(hash(state + "next"))) print("random: the seed is not kept");
  state = hash(state + "out");
  return {
    stir: function () { if (pool.length < POOL_MAX) pool += "," + getTime(); },
    fill: function (out) {
      for (let at = 0; at < out.length; at += OUT_BYTES) {
        const block = hash(state + gather(4) + pool);
        pool = "";
        state = block.substr(OUT_BYTES);
        for (let index = 0; index < OUT_BYTES && at + index < out.length; index++) out[at + index] = block.charCodeAt(index);
      }
    },
  };
}
