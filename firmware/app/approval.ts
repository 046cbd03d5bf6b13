import type { Context } from "../flow/context.js";
import type { Update } from "../machine/step.js";
import { lay } from "./overlays.js";
import type { Effect, Session } from "./session.js";

/**
 * Has a supervisor to approve this? The parameters say it, then the acquirer's profile, then what it is itself. For overlays; the core asks nobody.
 * @param name  Number of a kind, name of an overlay of the menu, or `reprint`.
 */
export function approvalWanted(session: Session, name: string, own: boolean): boolean {
  for (const said of [session.params!.approvals, session.profile!.approvals]) {
    const text = " " + said + " .";
    if (text.lastIndexOf(" +" + name + " ") >= 0) return true;
    if (text.lastIndexOf(" -" + name + " ") >= 0) return false;
  }
  return own;
}

/** The overlay that asks for it. */
export const layAllow: Effect = function (session) { lay("allow")(session, null); };

/** What was found is printed as a copy of its slips. */
export const markCopy: Effect = function (session) { session.duplicate = true; };

/** What waits for the supervisor: flow/allow.ts. */
export const takeTarget: Update<Context> = function (c, name) { c.itemName = name; };
