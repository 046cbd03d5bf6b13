import type { DoneBytes, Done } from "./errors.js";

/** Key slots. Code holds slot numbers, never key bytes. */
export const SLOT_TMK = 0;
export const SLOT_PIK = 1;
export const SLOT_MAK = 2;
export const SLOT_TDK = 3;

/** MAC algorithms. */
export const MAC_CUP = 0; // UnionPay "ECB MAC": 8 bytes of upper-case hex text
export const MAC_X99 = 1; // ISO 9797-1 algorithm 1, padding 1
export const MAC_X919 = 2; // ISO 9797-1 algorithm 3, padding 1

/**
 * Keys and the operations that use them. A chip, or TypeScript in the interpreter (development only: its RAM can be read).
 * One call at a time: `notReady` while busy. An empty or unknown slot is `badKey`. So is a key used for what it is not for: the
 * TMK only unwraps, the MAK only makes MACs, PIK and TDK only encrypt.
 */
export interface SecureModule {
  /**
   * Decrypt a working key under the TMK (TDES-ECB) and keep it in `slot` only if its KCV matches; else `badKey` and the slot is emptied.
   * @param wrapped  8, 16 or 24 bytes.  @param kcv  first 4 bytes of the encryption of 8 zero bytes.
   */
  unwrap(slot: number, wrapped: string, kcv: string, done: Done): void;
  /** Encrypt whole 8-byte blocks in ECB under the key in `slot`; `badLength` for none or a broken one. */
  encrypt(slot: number, blocks: string, done: DoneBytes): void;
  /** MAC of `bytes` under the key in `slot`; 8 bytes. `algorithm` is a MAC_ constant; X9.19 with a single-length key is `badKey`. */
  mac(slot: number, algorithm: number, bytes: string, done: DoneBytes): void;
  /** Known-answer test of every algorithm; `badKey` when one fails, or when the TMK does not match its stored KCV. */
  selfTest(done: Done): void;
  /** Empty every slot but the TMK (sign-off, tamper with `tmkToo`). */
  forget(tmkToo: boolean): void;
}

/** Where the TMK rests while power is off: fuses, a secure element's slot, or on the simulator a file of test keys. */
export interface KeyStore {
  /** Key bytes (16 or 24) followed by 4 bytes of KCV, or the empty string when nothing was injected. */
  readTmk(): string;
  /** Put a TMK and its KCV in place of the one that is there. Power may go meanwhile: then it is the old one, the new one, or none. */
  writeTmk(bytes: string): void;
  /** Overwrite. */
  eraseTmk(): void;
  /** The key (16 bytes) under which a TMK travels to this terminal, followed by 4 bytes of KCV; empty when it was given none. */
  readTransport(): string;
  /** True when what rests is of no use without a chip that keeps its own key to itself; the idle screen tells. Left out: keys for development. */
  readonly inChip?: boolean;
}
