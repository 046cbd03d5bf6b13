import { EV_DIGIT, EV_ENTER, EV_PIN_DIGIT, EV_SWIPED } from "../flow/events.js";
import { vaultPinDigit, vaultPinErase } from "../secure/vault.js";
import { inputMode, post } from "./session.js";
import type { Session } from "./session.js";

/** Keys other than digits, in the order of their events from `enter` on. */
const KEYS_IN_ORDER = "ECXMGLUDF";
const MODE_CARD = 1;
const MODE_PIN = 2;
/** What the event `digit` carries for the double-zero key. */
const DOUBLE_ZERO = 10;

/**
 * Turn what people do into events. PIN digits go straight into the vault: the flow only learns how many there are.
 * A swipe is kept only while a card is wanted.
 */
export function openInputs(session: Session): void {
  session.ports.keypad.onKey(function (key) {
    const pin = inputMode(session) === MODE_PIN;
    if (key >= "0" && key <= "9") {
      const digit = key.charCodeAt(0) - 48;
      if (pin) post(session, EV_PIN_DIGIT, vaultPinDigit(digit));
      else post(session, EV_DIGIT, digit);
      return;
    }
    if (key === ".") {
      if (!pin) post(session, EV_DIGIT, DOUBLE_ZERO);
      return;
    }
    if (pin && key === "C") {
      vaultPinErase();
      post(session, EV_PIN_DIGIT, 0);
      return;
    }
    const at = KEYS_IN_ORDER.indexOf(key);
    if (at >= 0) post(session, EV_ENTER + at, session.ports.clock.now());
  });
  session.ports.magstripe.onSwipe(function (swipe) {
    if (inputMode(session) === MODE_CARD) session.swipe = swipe;
    post(session, EV_SWIPED, null);
  });
}
