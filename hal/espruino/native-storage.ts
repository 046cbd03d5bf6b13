import { inGroups } from "./native-groups.js";
import type { Native } from "../native.js";

/**
 * Assets are files of the interpreter's Storage, written when the board is flashed and never by the terminal; on boards the
 * read is a window on the flash chip and takes one JsVar. `E.CRC32` is the same polynomial as the contract's.
 */
export function storageNative(): Native {
  const storage = require("Storage");
  return {
    crc32: E.CRC32,
    memory: E.toArrayBuffer,
    groups: inGroups,
    asset: function (name: string, offset: number, length: number): string {
      // A length of 0 means "to the end" to Storage.
      return (length > 0 && storage.read(name, offset, length)) || "";
    },
    assetLength: function (name: string): number {
      const whole = storage.read(name);
      return whole ? whole.length : 0;
    },
  };
}
