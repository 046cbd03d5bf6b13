import type { KeyStore } from "../../hal/secure.js";
import { arrayToBytes, bytesToArray } from "../core/bytes.js";
import { desBlock, desSchedule } from "./des.js";
import { keyCheckValue } from "./soft-module.js";

const KEY_BYTES = 16;

/** Round keys; the key is wiped. */
function scheduleOf(key: Uint8Array): Int32Array {
  const schedule = desSchedule(new Int32Array(key.buffer));
  key.fill(0);
  return schedule;
}

/**
 * Take a TMK that travelled under the transport key, and keep it if both are what their check values say.
 * @param wrapped  16 bytes, TDES-ECB.  @param kcv  4 bytes.
 * @returns false when it was not kept: what was there stays. Source: PAYMENTS 3.1.
 */
export function receiveTmk(keyStore: KeyStore, wrapped: string, kcv: string): boolean {
  const stored = keyStore.readTransport();
  if (stored.length !== KEY_BYTES + 4 || wrapped.length !== KEY_BYTES) return false;
  const transport = scheduleOf(bytesToArray(stored.substr(0, KEY_BYTES)));
  const key = bytesToArray(wrapped);
  const words = new Int32Array(key.buffer);
  let good = keyCheckValue(transport) === stored.substr(KEY_BYTES);
  desBlock(transport, words, 0, true);
  desBlock(transport, words, 2, true);
  transport.fill(0);
  const clear = arrayToBytes(key);
  const schedule = scheduleOf(key);
  good = good && keyCheckValue(schedule) === kcv;
  schedule.fill(0);
  if (good) keyStore.writeTmk(clear + kcv);
  return good;
}
