import { post } from "../app/session.js";
import type { Effect, Session } from "../app/session.js";
import type { Context } from "../flow/context.js";
import { EV_TOLD } from "../flow/events.js";
import { packedNote } from "../flow/packed.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { TEXT_EXTRA } from "../text/keys.js";
import { extraWith } from "../txn/extra.js";

/** As many as stand large on the display. */
const DIGITS = 8;

/** Number of what this trade notes, an EXTRA_ of txn/extra.ts. */
function noted(session: Session): number {
  const native = session.ports.native;
  const file = "trade." + session.params!.trade;
  const text = native.asset(file, 0, native.assetLength(file));
  return text.charCodeAt(text.lastIndexOf("note=") + 5) - 65;
}

const guards: Guard<Context>[] = [
  function noteRoom(c, digit) { return digit < 10 && c.detail.length < DIGITS; },
  function noteThere(c) { return c.detail !== ""; },
];

const updates: Update<Context>[] = [
  function typeNote(c, digit) { c.detail += digit; },
  function clearNote(c) { c.detail = ""; },
  function takeWord(c, text) { c.reason = text; },
];

const openNote: Effect = function (session) { post(session, EV_TOLD, TEXT_EXTRA + noted(session)); };
const keepNote: Effect = function (session) { session.extra = extraWith("", noted(session), session.context.detail); };

/** What a trade notes of a sale; everything in the order of flow/note.ts (a test compares them). */
export function note(): Overlay<Context, Effect> {
  return { packed: packedNote, guards: guards, updates: updates, effects: [openNote, keepNote] };
}
