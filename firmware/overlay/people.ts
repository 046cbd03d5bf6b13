import { ADMINISTRATOR, ENTRY_BYTES, SALT_BYTES, SUPERVISOR, deny, entryAt, entryWith, initialEntry, peopleOf, verify, withEntry } from "../app/people.js";
import { answer, post } from "../app/session.js";
import type { Effect, Session } from "../app/session.js";
import { CONFIG_PEOPLE } from "../../hal/config.js";
import { arrayToBytes } from "../core/bytes.js";
import type { Context } from "../flow/context.js";
import { EV_KEYS_BAD, EV_KEYS_GOOD, EV_SAVED, EV_TOLD } from "../flow/events.js";
import { packedPeople } from "../flow/packed.js";
import { dropPin, takeDenied } from "../flow/people-parts.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { vaultPinErase, vaultPinIs, vaultPinStretch } from "../secure/vault.js";
import { TEXT_WHY_DIFFER, TEXT_WHY_IO, TEXT_WHY_NOT_YOURS, TEXT_WHY_NO_OPERATOR, TEXT_WHY_SAME } from "../text/keys.js";

/** Jobs, by their digits on the first page; and on the page of the list. */
const JOB_LOGIN = 1;
const JOB_LOCK = 2;
const JOB_CHANGE = 3;
const JOB_LIST = 4;
const JOB_ADD = 1;
const JOB_REMOVE = 2;
/** With the two that are always there. */
const PEOPLE_MAX = 30;
/** What fits into three rows, four columns each: a page of the list. */
const SHOWN_MAX = 12;
const NUMBER_DIGITS = 2;

function isChief(number: number): boolean {
  return number === ADMINISTRATOR || number === SUPERVISOR;
}

const guards: Guard<Context>[] = [
  function lockJob(_c, digit) { return digit === JOB_LOCK; },
  function askJob(_c, digit) { return digit === JOB_LOGIN || digit === JOB_CHANGE || digit === JOB_LIST; },
  // The double zero is the supervisor.
  function numberRoom(c, digit) { return c.detail.length + (digit > 9 ? 2 : 1) <= NUMBER_DIGITS; },
  function numberWhole(c) { return c.detail.length === NUMBER_DIGITS; },
  function mayManage(c) { return c.detail.length === NUMBER_DIGITS && (c.item !== JOB_LIST || isChief(parseInt(c.detail, 10))); },
  function wantsChange(c, initial) { return initial || c.item === JOB_CHANGE; },
  function chief(c) { return isChief(c.typed); },
  function listJob(_c, digit) { return digit === JOB_ADD || digit === JOB_REMOVE; },
];

const typeNumber: Update<Context> = function (c, digit) { c.detail += digit > 9 ? "00" : "" + digit; };
const updates: Update<Context>[] = [
  function takeJob(c, digit) { c.item = digit; c.detail = ""; },
  function lockUp(c) { c.locked = true; },
  function firstDigit(c, digit) { c.item = JOB_LOGIN; c.detail = ""; typeNumber(c, digit); },
  typeNumber,
  function clearNumber(c) { c.detail = ""; },
  function takeNumber(c) { c.typed = parseInt(c.detail, 10); c.pinLength = 0; },
  dropPin,
  function logIn(c) { c.locked = false; },
  takeDenied,
];

function keep(session: Session, people: string): void {
  session.ports.config.write(CONFIG_PEOPLE, people, answer(session, EV_SAVED, EV_KEYS_BAD, function () { return { reason: TEXT_WHY_IO, detail: "" }; }));
}

const checkPassword: Effect = function (session) { verify(session, session.context.typed, true); };

/** Slips, messages and the journal carry this number until somebody else logs in. */
const useOperator: Effect = function (session) { session.params!.operator = session.context.detail; };

/** Add an operator, or give one the initial password again; or remove one. Who does it is the context's `typed`. */
const alterPeople: Effect = function (session) {
  const c = session.context;
  const people = peopleOf(session);
  const number = parseInt(c.detail, 10);
  const at = entryAt(people, number);
  const remove = c.item === JOB_REMOVE;
  if (number === ADMINISTRATOR || (number === SUPERVISOR && (remove || c.typed !== ADMINISTRATOR)) || (at < 0 && people.length >= PEOPLE_MAX * ENTRY_BYTES)) deny(session, TEXT_WHY_NOT_YOURS, 0);
  else if (remove && at < 0) deny(session, TEXT_WHY_NO_OPERATOR, 0);
  else keep(session, withEntry(people, at, remove ? "" : initialEntry(number)));
};

export function people(): Overlay<Context, Effect> {
  // Salt and digest of a new password between its two entries; they go with the overlay.
  let salt = "";
  let digest = "";
  // First of those on the glass, in the list without the two that are always there.
  let first = 0;

  /** A page of everybody but those two; past either end it goes on at the other. */
  function turn(session: Session, by: number): void {
    const people = peopleOf(session);
    const count = people.length / ENTRY_BYTES - 2;
    const pages = Math.max(1, Math.ceil(count / SHOWN_MAX));
    let list = "";
    let place = 0;
    first = ((first / SHOWN_MAX + by + pages) % pages) * SHOWN_MAX;
    for (let at = 0; at < people.length; at += ENTRY_BYTES) {
      const number = people.charCodeAt(at);
      if (isChief(number)) continue;
      if (place >= first && place < first + SHOWN_MAX) list += ("" + number).padStart(NUMBER_DIGITS, "0") + "  ";
      place++;
    }
    post(session, EV_TOLD, list);
  }
  return {
    packed: packedPeople, guards: guards, updates: updates,
    effects: [
      checkPassword,
      function keepFirst(session) {
        const fresh = new Uint8Array(SALT_BYTES);
        session.ports.random.fill(fresh);
        salt = arrayToBytes(fresh);
        digest = vaultPinStretch(salt, session.context.typed);
        if (vaultPinIs(session.params!.supervisorCode)) deny(session, TEXT_WHY_SAME, 0);
        else post(session, EV_KEYS_GOOD, false);
      },
      function saveFresh(session) {
        const number = session.context.typed;
        const again = vaultPinStretch(salt, number);
        const all = peopleOf(session);
        vaultPinErase();
        if (again !== digest) deny(session, TEXT_WHY_DIFFER, 0);
        else keep(session, withEntry(all, entryAt(all, number), entryWith(number, salt, digest)));
      },
      useOperator,
      function listPeople(session) { turn(session, 0); },
      alterPeople,
      function nextPeople(session) { turn(session, 1); },
      function peopleBefore(session) { turn(session, -1); },
    ],
  };
}
