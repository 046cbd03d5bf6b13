import { EV_KEYS_BAD, EV_KEYS_GOOD } from "../flow/events.js";
import { vaultPinErase, vaultPinIs } from "../secure/vault.js";
import { TEXT_WHY_LOCKED, TEXT_WHY_PASSWORD } from "../text/keys.js";
import type { Params } from "../acquirer/params.js";
import { post } from "../app/session.js";
import type { Session } from "../app/session.js";

// A terminal without the operators' menu: the supervisor's code is the one it was made with. See app/people.ts.

export const SUPERVISOR = 0;
const FREE_TRIES = 3;
const LOCK_MS = 30000;
const LOCK_DOUBLINGS = 5;

/** Wrong codes in a row, and when the lock ends: with the parameters, because they last as long as the power does, and an overlay does not. */
interface Counted extends Params { wrongCodes?: number; lockedToMs?: number }

/** Is what was typed the supervisor's code? Posts `keysGood`, or `keysBad` with a reason; what was typed is gone afterwards. */
export function verify(session: Session, _number: number, _initialToo: boolean): void {
  const now = session.ports.clock.now();
  const counted = session.params! as Counted;
  const waitS = Math.ceil(((counted.lockedToMs || 0) - now) / 1000);
  const good = waitS <= 0 && vaultPinIs(counted.supervisorCode);
  vaultPinErase();
  if (good) {
    counted.wrongCodes = 0;
    post(session, EV_KEYS_GOOD, true);
    return;
  }
  let wrong = counted.wrongCodes || 0;
  if (waitS <= 0) {
    counted.wrongCodes = ++wrong;
    if (wrong >= FREE_TRIES) counted.lockedToMs = now + (LOCK_MS << Math.min(wrong - FREE_TRIES, LOCK_DOUBLINGS));
  }
  post(session, EV_KEYS_BAD, { reason: waitS > 0 || wrong >= FREE_TRIES ? TEXT_WHY_LOCKED : TEXT_WHY_PASSWORD, detail: waitS > 0 ? waitS + "s" : "" });
}
