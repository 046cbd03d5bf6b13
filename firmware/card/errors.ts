/**
 * Why a card was not taken. The low four bits are the reason that a screen gives (the order of the "why" texts, from 1);
 * the bits above tell finer causes apart for tests and tools.
 */
export const CARD_GOOD = 0;
/** The bits of the reason. */
export const REASON_BITS = 15;
/** No transition passed the head: nothing there, or the wrong side. */
export const CARD_UNREADABLE = 1;
/** A character with an even count of ones. */
export const CARD_PARITY = 2;
/** Every character good, check character not. */
export const CARD_LRC = 3;
/** Bits, but no start sentinel in either direction. */
export const CARD_NO_START = 4;
/** It stops before the end sentinel. */
export const CARD_NO_END = 4 + 16;
/** Check digit of the number. */
export const CARD_LUHN = 5;
/** Number shorter than 13 or longer than 19 digits. */
export const CARD_LENGTH = 5 + 16;
export const CARD_EXPIRED = 6;
/** Separators, digits or dates are not where they must be. */
export const CARD_FORMAT = 7;
/** More characters than the track can hold. */
export const CARD_TOO_LONG = 7 + 16;
/** A digit of the service code that has no meaning. */
export const CARD_SERVICE = 7 + 32;
/** Two tracks name different cards. */
export const CARD_MISMATCH = 7 + 48;
