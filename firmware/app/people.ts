import { CONFIG_PEOPLE } from "../../hal/config.js";
import { EV_KEYS_BAD, EV_KEYS_GOOD } from "../flow/events.js";
import { vaultPinErase, vaultPinIs, vaultPinStretch } from "../secure/vault.js";
import { TEXT_WHY_INITIAL, TEXT_WHY_LOCKED, TEXT_WHY_NO_OPERATOR, TEXT_WHY_PASSWORD } from "../text/keys.js";
import { post } from "./session.js";
import type { Session } from "./session.js";

// Who may work here: the configuration record `people`, an entry of 23 bytes each. Overlays take what they need of this; the core nothing.

export const ENTRY_BYTES = 23;
const AT_FLAGS = 1;
const AT_FAILS = 2;
const AT_UNTIL = 3;
const AT_SALT = 7;
export const SALT_BYTES = 8;
const AT_DIGEST = 15;
/** The password is still the one of the parameters and has to be changed first. Such an entry has neither salt nor digest. */
const INITIAL = 1;

export const ADMINISTRATOR = 99;
export const SUPERVISOR = 0;

/** So many wrong passwords in a row cost nothing; each one after that locks twice as long as the one before. */
const FREE_TRIES = 3;
const LOCK_S = 30;
const LOCK_DOUBLINGS = 5;
const FAILS_MAX = 200;

/** An entry with the password of the parameters. @param number  0-99. */
export function initialEntry(number: number): string {
  return String.fromCharCode(number, INITIAL) + "\0".repeat(ENTRY_BYTES - 2);
}

/** An entry with a password of its own, never failed. */
export function entryWith(number: number, salt: string, digest: string): string {
  return String.fromCharCode(number, 0) + "\0".repeat(AT_SALT - 2) + salt + digest;
}

/** The whole record; what a new terminal comes with is administrator, supervisor and clerk 01. */
export function peopleOf(session: Session): string {
  return session.ports.config.read(CONFIG_PEOPLE) || initialEntry(ADMINISTRATOR) + initialEntry(SUPERVISOR) + initialEntry(1);
}

/** Where the entry of an operator stands in the record; -1 for nowhere. */
export function entryAt(people: string, number: number): number {
  for (let at = 0; at < people.length; at += ENTRY_BYTES) if (people.charCodeAt(at) === number) return at;
  return -1;
}

/** The record with another entry (or none, "") in place of the one at `at`; at the end for -1. */
export function withEntry(people: string, at: number, entry: string): string {
  return at < 0 ? people + entry : people.substr(0, at) + entry + people.substr(at + ENTRY_BYTES);
}

function lockSeconds(fails: number): number {
  return fails < FREE_TRIES ? 0 : LOCK_S << Math.min(fails - FREE_TRIES, LOCK_DOUBLINGS);
}

/** Not this time: `keysBad` with the text number of the reason, and how long it lasts. */
export function deny(session: Session, reason: number, leftS: number): void {
  vaultPinErase();
  post(session, EV_KEYS_BAD, { reason: reason, detail: leftS > 0 ? leftS + "s" : "" });
}

/** Write down failures and when the lock ends; then go on, whether it could be kept or not, but only if somebody still waits. */
function noteFails(session: Session, people: string, at: number, fails: number, untilS: number, then: () => void): void {
  const turn = session.turn;
  const until = String.fromCharCode((untilS >>> 24) & 255, (untilS >>> 16) & 255, (untilS >>> 8) & 255, untilS & 255);
  const entry = people.substr(at, AT_FAILS) + String.fromCharCode(fails) + until + people.substr(at + AT_SALT, ENTRY_BYTES - AT_SALT);
  session.ports.config.write(CONFIG_PEOPLE, withEntry(people, at, entry), function () {
    if (session.turn === turn) then();
  });
}

/**
 * Is what was typed the password of operator `number`? Posts `keysGood` (true when it is the initial one), or `keysBad` with
 * a reason. What was typed is gone afterwards. A wrong one is on the medium before anybody hears of it, so that switching
 * off and on again gives no more tries.
 * @param initialToo  False refuses an initial password, which has to be changed first.
 */
export function verify(session: Session, number: number, initialToo: boolean): void {
  const people = peopleOf(session);
  const at = entryAt(people, number);
  if (at < 0) {
    deny(session, TEXT_WHY_NO_OPERATOR, 0);
    return;
  }
  const nowS = Math.floor(session.ports.clock.now() / 1000);
  const fails = people.charCodeAt(at + AT_FAILS);
  const lockS = lockSeconds(fails);
  const until = at + AT_UNTIL;
  const leftS = people.charCodeAt(until) * 16777216 + people.charCodeAt(until + 1) * 65536 + people.charCodeAt(until + 2) * 256 + people.charCodeAt(until + 3) - nowS;
  if (lockS > 0 && leftS > 0) {
    if (leftS <= lockS) deny(session, TEXT_WHY_LOCKED, leftS);
    // The clock was set back, or a board without one has started: the lock begins again, and ends.
    else noteFails(session, people, at, fails, nowS + lockS, function () { deny(session, TEXT_WHY_LOCKED, lockS); });
    return;
  }
  const initial = (people.charCodeAt(at + AT_FLAGS) & INITIAL) !== 0;
  const good = initial ? vaultPinIs(session.params!.supervisorCode) : vaultPinStretch(people.substr(at + AT_SALT, SALT_BYTES), number) === people.substr(at + AT_DIGEST, ENTRY_BYTES - AT_DIGEST);
  vaultPinErase();
  if (!good) {
    const more = Math.min(fails + 1, FAILS_MAX);
    const waitS = lockSeconds(more);
    noteFails(session, people, at, more, nowS + waitS, function () { deny(session, waitS > 0 ? TEXT_WHY_LOCKED : TEXT_WHY_PASSWORD, waitS); });
  } else if (initial && !initialToo) deny(session, TEXT_WHY_INITIAL, 0);
  else if (fails > 0) noteFails(session, people, at, 0, 0, function () { post(session, EV_KEYS_GOOD, initial); });
  else post(session, EV_KEYS_GOOD, initial);
}
