import type { KeyStore } from "../../hal/secure.js";

/** TMK of the synthetic session S1 with its check value: a published test key, shared with the test acquirer. */
export const TEST_TMK_HEX = "0123456789ABCDEFFEDCBA987654321008D7B4FB";

/** Transport key that test terminals leave the factory with, and its check value: published, shared with the test acquirer. */
export const TEST_TRANSPORT_HEX = "404142434445464748494A4B4C4D4E4F8BAF473F";

export interface SimKeyStore {
  /** What rests in the store, hex of key and check value; "" after erasing. Tests put broken ones here. */
  tmkHex: string;
  /** Plays a secure element: only the mark on the idle screen tells. */
  inChip: boolean;
  attach(): KeyStore;
}

/** Outlives power cuts, as fuses do. */
export function createSimKeyStore(tmkHex = TEST_TMK_HEX, inChip = false): SimKeyStore {
  const store: SimKeyStore = {
    tmkHex, inChip,
    attach: () => ({
      inChip: store.inChip,
      readTmk: () => Buffer.from(store.tmkHex, "hex").toString("latin1"),
      writeTmk(bytes) { store.tmkHex = Buffer.from(bytes, "latin1").toString("hex").toUpperCase(); },
      readTransport: () => Buffer.from(TEST_TRANSPORT_HEX, "hex").toString("latin1"),
      eraseTmk() { store.tmkHex = ""; },
    }),
  };
  return store;
}
