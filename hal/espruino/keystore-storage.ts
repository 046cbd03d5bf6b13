import type { KeyStore } from "../secure.js";

/**
 * DEVELOPMENT ONLY: the TMK as a file of the interpreter's Storage, where anybody with a cable reads it. A board that takes
 * real PINs keeps it in a secure chip (SECURITY.md).
 */
export function storageKeyStore(options: { file: string }): KeyStore {
  const storage = require("Storage");
  return {
    readTmk: function (): string { return (storage.read(options.file) || "") + ""; },
    eraseTmk: function (): void { storage.erase(options.file); },
  };
}
