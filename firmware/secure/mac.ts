import { MAC_CUP, MAC_X919 } from "../../hal/secure.js";
import { arrayToBytes, bytesToArray, bytesToHex } from "../core/bytes.js";
import { desBlock } from "./des.js";

/**
 * Message authentication code of an 8-bit string; 8 bytes. The message is filled with zeros to whole blocks, at least one.
 * @param algorithm  A MAC_ constant. UnionPay's folds the blocks into one and gives 8 bytes of upper-case hex text; X9.9 chains them;
 *   X9.19 chains them too and does the last with both halves of the key.
 * @param schedule  From {@link desSchedule}. UnionPay's and X9.9 take the first 8 bytes of a longer key.
 * Source: PAYMENTS 4.1; ISO/IEC 9797-1, algorithms 1 and 3 with padding 1.
 */
export function computeMac(algorithm: number, schedule: Int32Array, bytes: string): string {
  const words = new Int32Array(bytesToArray(bytes.padEnd(bytes.length === 0 ? 8 : (bytes.length + 7) & -8, "\0")).buffer);
  const out = new Uint8Array(8);
  const block = new Int32Array(out.buffer);
  const single = schedule.subarray(0, 32);
  if (algorithm === MAC_CUP) {
    let low = 0;
    let high = 0;
    let at = words.length;
    // Backwards: to ask whether any are left is cheaper than to compare.
    while (at) {
      high ^= words[--at] as number;
      low ^= words[--at] as number;
    }
    block[0] = low;
    block[1] = high;
    const text = new Int32Array(bytesToArray(bytesToHex(arrayToBytes(out))).buffer);
    block[0] = text[0] as number;
    block[1] = text[1] as number;
    desBlock(single, block, 0, false);
    block[0] = (block[0] as number) ^ (text[2] as number);
    block[1] = (block[1] as number) ^ (text[3] as number);
    desBlock(single, block, 0, false);
    return bytesToHex(arrayToBytes(out.subarray(0, 4)));
  }
  for (let at = 0; at < words.length; ) {
    block[0] = (block[0] as number) ^ (words[at++] as number);
    block[1] = (block[1] as number) ^ (words[at++] as number);
    desBlock(algorithm === MAC_X919 && at === words.length ? schedule.subarray(0, 64) : single, block, 0, false);
  }
  return arrayToBytes(out);
}
