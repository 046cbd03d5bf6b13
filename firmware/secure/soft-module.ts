import type { Clock } from "../../hal/clock.js";
import type { DoneBytes, HalError } from "../../hal/errors.js";
import { MAC_CUP, MAC_X919, MAC_X99, SLOT_MAK, SLOT_TDK, SLOT_TMK } from "../../hal/secure.js";
import type { Native } from "../../hal/native.js";
import type { KeyStore, SecureModule } from "../../hal/secure.js";
import { arrayToBytes, bytesToArray, hexToBytes } from "../core/bytes.js";
import { DES_TABLE_BYTES, desBlock, desSchedule, desTables } from "./des.js";
import { computeMac } from "./mac.js";

const KCV_BYTES = 4;

/** Run whole blocks through a key, in place. */
function ecb(schedule: Int32Array, blocks: Uint8Array, backward: boolean): Uint8Array {
  const words = new Int32Array(blocks.buffer);
  for (let at = 0; at < words.length; at += 2) desBlock(schedule, words, at, backward);
  return blocks;
}

/** Key check value: the first 4 bytes of the encryption of 8 zero bytes. Source: PAYMENTS 3.1. */
export function keyCheckValue(schedule: Int32Array): string {
  return arrayToBytes(ecb(schedule, new Uint8Array(8), false)).substr(0, KCV_BYTES);
}

/** Schedule of a clear key; the key is wiped. */
function keyFrom(key: Uint8Array): Int32Array {
  const schedule = desSchedule(new Int32Array(key.buffer));
  key.fill(0);
  return schedule;
}

/** Known answers: DES and TDES forwards inside the MACs, TDES backwards. Source: PAYMENTS 3.1 (check values), 4.1 (edge), 4.3 (ISO 9797-1 annex). */
function knownAnswers(): boolean {
  const schedule = keyFrom(bytesToArray(hexToBytes("0123456789ABCDEFFEDCBA9876543210")));
  return computeMac(MAC_CUP, schedule, hexToBytes("0102030405060708")) === "53E663E6"
    && computeMac(MAC_X99, schedule, "\0\0\0\0\0\0\0\0").substr(0, KCV_BYTES) === hexToBytes("D5D44FF7")
    && computeMac(MAC_X919, schedule, "Now is the time for all ") === hexToBytes("A1C72E74EA3FA9B6")
    && arrayToBytes(ecb(schedule, bytesToArray(hexToBytes("08D7B4FB629D0885")), true)) === "\0\0\0\0\0\0\0\0";
}

/**
 * The secure module in plain TypeScript. For development and education only: keys lie in RAM, which a console can read.
 * One purpose per key: the TMK only unwraps, the MAK only makes MACs, PIK and TDK only encrypt; anything else is `badKey`.
 * @param keyStore  Read at the first {@link SecureModule.unwrap} or self-test; erased by `forget(true)`.
 * @param native  Gives the asset `des`; without it the self-test fails.
 */
export function softModule(keyStore: KeyStore, clock: Clock, native: Native): SecureModule {
  /** Round keys by slot. */
  const slots: (Int32Array | null)[] = [null, null, null, null];
  let busy = false;
  desTables(native.asset("des", 0, DES_TABLE_BYTES));

  function answer(done: DoneBytes, error: HalError | null, bytes: string): void {
    clock.after(0, function () {
      busy = false;
      done(error, bytes);
    });
  }
  /** Say `notReady` later and return true while another call waits for its answer; otherwise begin this one. */
  function refuse(done: DoneBytes): boolean {
    if (busy) clock.after(0, function () { done("notReady", ""); });
    else {
      busy = true;
      return false;
    }
    return true;
  }
  function empty(slot: number): void {
    const schedule = slots[slot];
    if (schedule) schedule.fill(0);
    slots[slot] = null;
  }
  /** Round keys of the TMK, or null when none was injected or it does not match its check value. */
  function masterKey(): Int32Array | null {
    if (slots[SLOT_TMK]) return slots[SLOT_TMK] as Int32Array;
    const stored = keyStore.readTmk();
    const length = stored.length - KCV_BYTES;
    if (length !== 16 && length !== 24) return null;
    slots[SLOT_TMK] = keyFrom(bytesToArray(stored.substr(0, length)));
    if (keyCheckValue(slots[SLOT_TMK] as Int32Array) !== stored.substr(length)) empty(SLOT_TMK);
    return slots[SLOT_TMK] as Int32Array | null;
  }

  return {
    unwrap: function (slot, wrapped, kcv, done) {
      if (refuse(done)) return;
      const tmk = masterKey();
      let error: HalError | null = "badKey";
      if (slot > SLOT_TMK && slot <= SLOT_TDK) {
        empty(slot);
        if (wrapped.length !== 8 && wrapped.length !== 16 && wrapped.length !== 24) error = "badLength";
        else if (tmk !== null) {
          slots[slot] = keyFrom(ecb(tmk, bytesToArray(wrapped), true));
          if (keyCheckValue(slots[slot] as Int32Array) === kcv) error = null;
          else empty(slot);
        }
      }
      answer(done, error, "");
    },
    encrypt: function (slot, blocks, done) {
      if (refuse(done)) return;
      const schedule = slot === SLOT_TMK || slot === SLOT_MAK ? null : slots[slot];
      if (!schedule) answer(done, "badKey", "");
      else if (blocks.length === 0 || blocks.length % 8 !== 0) answer(done, "badLength", "");
      else answer(done, null, arrayToBytes(ecb(schedule, bytesToArray(blocks), false)));
    },
    mac: function (slot, algorithm, bytes, done) {
      if (refuse(done)) return;
      const schedule = slot === SLOT_MAK ? slots[slot] : null;
      // X9.19 with a single-length key would be X9.9 under another name.
      if (!schedule || (algorithm === MAC_X919 && schedule.length === 32)) answer(done, "badKey", "");
      else answer(done, null, computeMac(algorithm, schedule, bytes));
    },
    selfTest: function (done) {
      if (refuse(done)) return;
      answer(done, knownAnswers() && masterKey() !== null ? null : "badKey", "");
    },
    forget: function (tmkToo) {
      for (let slot = tmkToo ? SLOT_TMK : SLOT_TMK + 1; slot <= SLOT_TDK; slot++) empty(slot);
      if (tmkToo) keyStore.eraseTmk();
    },
  };
}
