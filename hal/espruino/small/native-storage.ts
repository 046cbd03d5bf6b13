import { inGroups } from "../native-groups.js";
import type { Native } from "../../native.js";

/** Beside overlays and long texts; and `font8`, which the display reads by itself. See tools/cut-board.ts. */
const PACKED = ["des", "bins", "params", "profile.unionpay"];

/**
 * Assets of a board whose flash is small: those that are read whole lie there packed (tools/heatshrink.ts) and come out of it into
 * memory, for as long as they are held. See native-storage.ts.
 */
export function storageNative(): Native {
  const storage = require("Storage");
  return {
    crc32: E.CRC32,
    memory: E.toArrayBuffer,
    groups: inGroups,
    asset: function (name: string, offset: number, length: number): string {
      const begins = name.substr(0, 5);
      if (PACKED.indexOf(name) < 0 && begins !== "code." && begins !== "more.") return (length > 0 && storage.read(name, offset, length)) || "";
      const packed = storage.read(name);
      return packed ? E.toString(require("heatshrink").decompress(packed)) : "";
    },
    assetLength: function (name: string): number {
      const whole = storage.read(name);
      return whole ? whole.length : 0;
    },
  };
}
