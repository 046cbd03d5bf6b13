import type { KeyStore } from "../secure.js";

/**
 * DEVELOPMENT ONLY: the TMK as a file, and the transport key as another one with `.kek` behind its name, of the interpreter's Storage, where anybody with a cable reads them. A board that takes
 * real PINs keeps it in a secure chip (SECURITY.md).
 */
export function storageKeyStore(options: { file: string }): KeyStore {
  const storage = require("Storage");
  return {
    readTmk: function (): string { return (storage.read(options.file) || "") + ""; },
    writeTmk: function (bytes: string): void { storage.write(options.file, bytes); },
    eraseTmk: function (): void { storage.erase(options.file); },
    readTransport: function (): string { return (storage.read(options.file + ".kek") || "") + ""; },
  };
}
