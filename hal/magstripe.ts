/**
 * What one swipe left: for each track the bits in the order they passed the head, packed eight to a byte, first bit
 * highest, as an 8-bit string; empty when the track was silent. Clocking zeros before and after are kept, either swipe
 * direction and either polarity may occur: `firmware/card` decides. Sizes: track 1 up to 120 bytes, 2 up to 60, 3 up to 120.
 * A head that delivers text is given back its bits by its driver, so parity and LRC are always checked in one place.
 * Source: ISO/IEC 7811-6 (F2F, 210/75/210 bpi).
 */
export interface Swipe {
  t1: string;
  t2: string;
  t3: string;
}

export interface Magstripe {
  /** Subscribe. One listener; `null` stops reports, and a swipe while nobody listens is dropped, never kept. */
  onSwipe(listener: ((swipe: Swipe) => void) | null): void;
}
