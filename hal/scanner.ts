/** The longest code that is reported; an EMVCo code has at most 512 characters. */
export const CODE_BYTES_MAX = 512;

/** Reads codes from a phone's screen or from paper. */
export interface Scanner {
  /**
   * Subscribe: the scanner lights up and reports each code once, as its 8-bit text of 1 to {@link CODE_BYTES_MAX} characters, without the line
   * end or prefix that a module adds. Longer ones, and what holds no character, are not reported. One listener; `null` ends it, and a
   * code read while nobody listens is dropped, never kept: it may be an authority to pay.
   */
  onCode(listener: ((code: string) => void) | null): void;
}
