import * as errors from "../../firmware/card/errors.js";
import { SERVICE_CASH, SERVICE_CHIP } from "../../firmware/card/service-code.js";
import type { CardRead } from "../../firmware/card/tracks.js";

const words = new Map<number, string>([
  [errors.CARD_GOOD, ""], [errors.CARD_UNREADABLE, "unreadable"], [errors.CARD_PARITY, "parity"], [errors.CARD_LRC, "lrc"],
  [errors.CARD_NO_START, "noStart"], [errors.CARD_NO_END, "noEnd"], [errors.CARD_LUHN, "luhn"], [errors.CARD_LENGTH, "length"],
  [errors.CARD_EXPIRED, "expired"], [errors.CARD_FORMAT, "format"], [errors.CARD_TOO_LONG, "tooLong"],
  [errors.CARD_SERVICE, "service"], [errors.CARD_MISMATCH, "mismatch"],
]);

/** A card error of firmware/card/errors.ts as a word; "" for none. */
export function cardWord(error: number): string {
  return words.get(error) ?? "error " + error;
}

/** Why a terminal that sells goods and reads stripes only does not take this card; "" when it does. */
export function refusalWord(read: CardRead): string {
  if (read.error) return cardWord(read.error);
  if (read.service & SERVICE_CASH) return "cashOnly";
  return read.service & SERVICE_CHIP ? "chip" : "";
}
