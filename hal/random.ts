/** Unpredictable bytes for nonces and PIN-block filling. A board whose generator repeats after boot must mix in own entropy. */
export interface Random {
  /** Fill all of `out`. */
  fill(out: Uint8Array): void;
}
