/**
 * What a message looks like, as data. A field's format is written as the standard writes it:
 *
 * | format | meaning |
 * |---|---|
 * | `n6` | 6 decimal digits, two to a byte; an odd count is left-justified with a pad nibble after it |
 * | `n3>` | as above, right-justified: the pad nibble is a leading 0 |
 * | `an12`, `ans15` | characters, one byte each |
 * | `b8` | bytes |
 * | `n..19` | up to 19 digits, two-digit length before them (dots = digits of the length) |
 * | `z...104` | track: digits, `D` for the separator, any hex digit where it is encrypted; three-digit length |
 * | `b...255`, `ans...163` | bytes or characters, length counts bytes |
 *
 * Source: ISO 8583:1987, 4; UnionPay practice in PAYMENTS 5.2.
 */
export interface MessageSpec {
  /** Field number (2-64) to format. A field that is not listed is refused in both directions. */
  readonly fields: Readonly<Record<number, string>>;
  /** The nibble that fills an odd count of track characters: "0" or "F"; digits always take "0". Never checked when reading. */
  readonly trackPad: string;
  /**
   * True: digits two to a byte, type and bitmap included; length prefixes one byte for LL, two for LLL. False: all of it in ASCII, a
   * character a digit, the bitmap as 16 hex digits; `b` stays bytes.
   */
  readonly packed: boolean;
  /** Fields that no log or screen may show. */
  readonly secret: readonly number[];
  /** Fields of an answer that no terminal reads; it saves the time to unpack them. */
  readonly unread: readonly number[];
}

/** One message: `n` and `z` as digit text (upper case, separator `D`), `an`, `ans` and `b` as 8-bit strings. Set fields in ascending order. */
export interface Message {
  /** Four digits. */
  mti: string;
  fields: Record<number, string>;
}
