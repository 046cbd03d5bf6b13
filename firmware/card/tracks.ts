import type { Native } from "../../hal/native.js";
import type { Swipe } from "../../hal/magstripe.js";
import { isDigits, luhnGood } from "../core/digits.js";
import { CARD_EXPIRED, CARD_FORMAT, CARD_GOOD, CARD_LENGTH, CARD_LUHN, CARD_MISMATCH, CARD_SERVICE, CARD_UNREADABLE } from "./errors.js";
import { maskPan } from "./pan.js";
import { serviceBits } from "./service-code.js";
import { decodeBits } from "./track-bits.js";

/** What a swipe said. Whole card data but for `panMasked`, `name` and `warning`: hand it to the vault and drop it. */
export interface CardRead {
  /** CARD_GOOD, or why the card cannot be taken (errors.ts). Then every text but `panMasked` may be empty. */
  error: number;
  /** What was wrong with track 1, plus 256 times what was wrong with track 3, although the card is good; 0 for nothing. */
  warning: number;
  pan: string;
  panMasked: string;
  /** Cardholder's name as on track 1, without padding; "" when that track was not read. */
  name: string;
  /** YYMM */
  expiry: string;
  serviceCode: string;
  /** SERVICE_ bits of service-code.ts. */
  service: number;
  /** Without sentinels and LRC, "=" as it is; what DE 35 carries. */
  track2: string;
  /** The same for track 3 and DE 36; "" when it was silent or bad. */
  track3: string;
}

/** True when a card of this expiry is past in `nowYymm`. Years are taken within 50 of today, so that 49 read in 2026 is 2049. */
export function isExpired(expiry: string, nowYymm: string): boolean {
  const years = (100 + parseInt(expiry.substr(0, 2), 10) - parseInt(nowYymm.substr(0, 2), 10)) % 100;
  return years >= 50 || (years === 0 && expiry.substr(2) < nowYymm.substr(2));
}

/** Take track 2 apart into `card` and check it. @return the error. */
function readTrack2(card: CardRead, nowYymm: string): number {
  const cut = card.track2.indexOf("=");
  const tail = card.track2.substr(cut + 1);
  const month = tail.substr(2, 2);
  card.pan = card.track2.substr(0, cut < 0 ? 0 : cut);
  card.panMasked = maskPan(card.pan);
  card.expiry = tail.substr(0, 4);
  card.serviceCode = tail.substr(4, 3);
  // Discretionary data may hold further separators; the number, date and service code may not.
  if (tail.length < 7 || !isDigits(card.pan + tail.substr(0, 7)) || month < "01" || month > "12") return CARD_FORMAT;
  if (card.pan.length < 13 || card.pan.length > 19) return CARD_LENGTH;
  if (!luhnGood(card.pan)) return CARD_LUHN;
  if (isExpired(card.expiry, nowYymm)) return CARD_EXPIRED;
  card.service = serviceBits(card.serviceCode);
  return card.service < 0 ? CARD_SERVICE : CARD_GOOD;
}

/**
 * Read a card from a swipe. Track 2 decides; tracks 1 and 3 must name the same card when they can be read, and are done
 * without when they cannot. A chip or cash-only card is good here: `service` says so, and the caller refuses it.
 * @param nowYymm  Today, YYMM, for the expiry date.
 * Source: ISO/IEC 7813 (tracks 1 and 2), ISO/IEC 4909 (track 3, format code 99 with the number up to the first separator).
 */
export function readSwipe(native: Native, swipe: Swipe, nowYymm: string): CardRead {
  const two = decodeBits(native, swipe.t2, 2, false);
  const card: CardRead = {
    error: two.error, warning: 0, pan: "", panMasked: "", name: "", expiry: "", serviceCode: "", service: 0, track2: two.text, track3: "",
  };
  if (!card.error) card.error = readTrack2(card, nowYymm);
  if (card.error) return card;
  const one = decodeBits(native, swipe.t1, 1, two.back);
  const three = decodeBits(native, swipe.t3, 3, two.back);
  if (!one.error) {
    const parts = one.text.split("^");
    // Number, name, date and service code; the format code B is the bank card's.
    if (parts.length < 3 || parts[0].charAt(0) !== "B") one.error = CARD_FORMAT;
    else if (parts[0].substr(1) !== card.pan || parts[2].substr(0, 7) !== card.expiry + card.serviceCode) card.error = CARD_MISMATCH;
    else card.name = parts[1].substr(0, 26).trim();
  }
  if (!three.error) {
    if (three.text.substr(0, 2) === "99" && three.text.split("=")[0].substr(2) !== card.pan) card.error = CARD_MISMATCH;
    card.track3 = three.text;
  }
  // A silent track is none: nothing to warn of.
  if (one.error !== CARD_UNREADABLE) card.warning = one.error;
  if (three.error !== CARD_UNREADABLE) card.warning += three.error * 256;
  return card;
}
