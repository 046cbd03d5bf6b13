import { EV_KEYS_BAD, EV_KEYS_GOOD } from "../flow/events.js";
import { vaultPinErase, vaultPinIs } from "../secure/vault.js";
import { TEXT_WHY_LOCKED, TEXT_WHY_PASSWORD } from "../text/keys.js";
import { post } from "../app/session.js";
import type { Session } from "../app/session.js";

// A terminal without the operators' menu: the supervisor's code is the one it was made with. See app/people.ts.

export const SUPERVISOR = 0;
const FREE_TRIES = 3;
const LOCK_MS = 30000;
const LOCK_DOUBLINGS = 5;

/** Wrong codes in a row, and when the lock ends; they last as long as the power does. */
const tries = [0, 0];

/** Is what was typed the supervisor's code? Posts `keysGood`, or `keysBad` with a reason; what was typed is gone afterwards. */
export function verify(session: Session, _number: number, _initialToo: boolean): void {
  const now = session.ports.clock.now();
  const waitS = Math.ceil((tries[1]! - now) / 1000);
  const good = waitS <= 0 && vaultPinIs(session.params!.supervisorCode);
  vaultPinErase();
  if (good) {
    tries[0] = 0;
    post(session, EV_KEYS_GOOD, true);
    return;
  }
  if (waitS <= 0 && ++tries[0]! >= FREE_TRIES) tries[1] = now + (LOCK_MS << Math.min(tries[0]! - FREE_TRIES, LOCK_DOUBLINGS));
  post(session, EV_KEYS_BAD, { reason: waitS > 0 || tries[0]! >= FREE_TRIES ? TEXT_WHY_LOCKED : TEXT_WHY_PASSWORD, detail: waitS > 0 ? waitS + "s" : "" });
}
