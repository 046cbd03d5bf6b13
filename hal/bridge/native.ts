import { storageNative } from "../espruino/native-storage.js";
import type { Native } from "../native.js";
import { SPILLED_FILE } from "./protocol.js";

const PIECE_BYTES = 512;

/** Assets in Storage, as on a board; the Linux build's flash is smaller than a board's, and what does not fit it lies in files beside it. */
export function bridgedNative(): Native {
  const native = storageNative();
  const spilled = (require("Storage").read(SPILLED_FILE) || "") + "";
  if (spilled === "") return native;
  const asset = native.asset;
  const assetLength = native.assetLength;
  function lies(name: string): boolean { return spilled.lastIndexOf(";" + name + ";") >= 0; }
  native.asset = function (name, offset, length) {
    if (!lies(name)) return asset(name, offset, length);
    const file = E.openFile(name, "r");
    if (offset > 0) file.seek(offset);
    const bytes = file.read(length) || "";
    file.close();
    return bytes;
  };
  native.assetLength = function (name) {
    if (!lies(name)) return assetLength(name);
    const file = E.openFile(name, "r");
    let length = 0;
    let more = file.read(PIECE_BYTES) || "";
    while (more !== "") {
      length += more.length;
      more = file.read(PIECE_BYTES) || "";
    }
    file.close();
    return length;
  };
  return native;
}
