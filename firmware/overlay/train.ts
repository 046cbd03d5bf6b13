import { beginPractice, endPractice, isPractice } from "../app/practice.js";
import { post } from "../app/session.js";
import type { Effect } from "../app/session.js";
import type { Context } from "../flow/context.js";
import { EV_ASKED, EV_KEYS_BAD, EV_TOLD } from "../flow/events.js";
import { packedTrain } from "../flow/packed.js";
import { takeDenied } from "../flow/people-parts.js";
import type { Overlay } from "../machine/overlay.js";
import { TEXT_WHY_OWING } from "../text/keys.js";

/** What is owed to the host comes first: it would wait as long as somebody practises. */
const openTrain: Effect = function (session) {
  const c = session.context;
  if (isPractice(session)) post(session, EV_TOLD, null);
  else if (c.owes || c.stuck || c.phase > 0) post(session, EV_KEYS_BAD, { reason: TEXT_WHY_OWING, detail: "" });
  else post(session, EV_ASKED, null);
};

/** Training: begin and end; everything in the order of flow/train.ts (a test compares them). */
export function train(): Overlay<Context, Effect> {
  return {
    packed: packedTrain, guards: [],
    // What is owed stays as it is until the start has found out again.
    updates: [takeDenied],
    effects: [openTrain, function beginTrain(session) { beginPractice(session); }, function endTrain(session) { endPractice(session); }],
  };
}
