import type { Config } from "../config.js";
import type { Done } from "../errors.js";

const CHECK_DIGITS = 8;
/** Turns count 0 to 9 and over again; of two records the one a turn ahead is the newer. */
const TURNS = 10;

/**
 * Records as files of the interpreter's Storage, which erases a file before it writes it again and keeps no checksum. So each
 * record has two names in turn: the new one is written and read back before the old one is erased, and every file begins with
 * the CRC-32 of the rest and its turn. Source: ESPRUINO facts 6.1.
 */
export function storageConfig(): Config {
  const storage = require("Storage");
  let busy = false;

  /** Turn and bytes of a file that is whole, else "". Joined to a text, so that it is a copy and no window on the flash. */
  function whole(file: string): string {
    const text = (storage.read(file) || "") + "";
    const rest = text.substr(CHECK_DIGITS);
    return rest !== "" && E.CRC32(rest).toString(16).padStart(CHECK_DIGITS, "0") === text.substr(0, CHECK_DIGITS) ? rest : "";
  }
  /** Letter of the file that counts, then its turn and bytes; "" when there is none. */
  function newest(name: string): string {
    const a = whole(name + ".a");
    const b = whole(name + ".b");
    if (a === "") return b === "" ? "" : "b" + b;
    return b === "" || (a.charCodeAt(0) - b.charCodeAt(0) + TURNS) % TURNS < TURNS / 2 ? "a" + a : "b" + b;
  }
  function replace(name: string, bytes: string): boolean {
    const old = newest(name);
    const file = name + (old[0] === "a" ? ".b" : ".a");
    const rest = (old === "" ? 0 : (parseInt(old[1]!, 10) + 1) % TURNS) + bytes;
    try {
      storage.write(file, E.CRC32(rest).toString(16).padStart(CHECK_DIGITS, "0") + rest);
    } catch (_thrown) {
      // Storage is full: the old record stands.
      return false;
    }
    if (whole(file) !== rest) return false;
    if (old !== "") storage.erase(name + "." + old[0]);
    return true;
  }
  return {
    read: function (name: string): string { return newest(name).substr(2); },
    write: function (name: string, bytes: string, done: Done): void {
      if (busy) {
        setTimeout(function () { done("notReady"); }, 0);
        return;
      }
      busy = true;
      const kept = replace(name, bytes);
      setTimeout(function () {
        busy = false;
        done(kept ? null : "ioError");
      }, 0);
    },
  };
}
