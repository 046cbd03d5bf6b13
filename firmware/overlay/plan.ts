import { money } from "../app/places.js";
import { kindOf, post } from "../app/session.js";
import type { Effect } from "../app/session.js";
import { clearSale } from "../flow/context.js";
import type { Context } from "../flow/context.js";
import { EV_FOUND, EV_ITEM, EV_KIND_TAKEN, EV_TOLD } from "../flow/events.js";
import { packedPlan } from "../flow/packed.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { TEXT_PROMPT, TEXT_WHY_NOT_HERE, TEXT_WHY_NO_PLAN } from "../text/keys.js";
import { EXTRA_FEE, EXTRA_PERIODS, EXTRA_PLAN, extraWith } from "../txn/extra.js";
import { allFlags } from "../txn/kind.js";

const DIGITS = 2;
/** Place of the words for it among those of what is typed. */
const PERIODS = 4;
/** What the display shows in a row. */
const COLUMNS = 16;

const guards: Guard<Context>[] = [
  function periodsRoom(c, digit) { return digit < 10 && c.detail.length < DIGITS; },
  function periodsThere(c) { return c.detail !== ""; },
];

const updates: Update<Context>[] = [
  function takePlanFlags(c, flags) { c.flags = flags; },
  function leavePlan(c) {
    const page = c.item;
    clearSale(c);
    c.item = page;
  },
  function clearPeriods(c) { c.detail = ""; c.reason = TEXT_PROMPT + PERIODS; },
  function typePeriods(c, digit) { c.detail += digit; },
  function takeList(c, list) { c.itemName = list; },
  function takePlan(c, plan) { c.detail = plan.detail; c.itemPrice = plan.fee; },
];

const beginPlan: Effect = function (session) {
  session.origin = session.extra = "";
  if (session.params!.instalments === "") post(session, EV_FOUND, { reason: TEXT_WHY_NOT_HERE });
  else post(session, EV_KIND_TAKEN, allFlags(kindOf(session, session.context.kind)));
};

/** What may be typed. */
const listPlans: Effect = function (session) {
  let list = "";
  session.extra = "";
  for (const plan of session.params!.instalments.split(" ")) list += (list === "" ? "" : " ") + parseInt(plan, 10);
  post(session, EV_TOLD, list.substr(0, COLUMNS));
};

/**
 * The plan of so many payments; posts `item` with what one of them comes to and the fee, or `found` with why not. A fee is paid with the
 * first of them, or in equal parts with each: then a stroke and their number stand behind it. What the first comes to the host says.
 */
const findPlan: Effect = function (session) {
  const c = session.context;
  const wanted = parseInt(c.detail, 10);
  for (const line of session.params!.instalments.split(" ")) {
    const parts = line.split(":");
    const periods = parseInt(parts[0]!, 10);
    if (periods === wanted && wanted > 0) {
      const fee = Math.floor((c.amountMinor * parseInt(parts[1]!, 10) + 5000) / 10000);
      const spread = parts[2] === "1";
      session.extra = extraWith(extraWith(extraWith("", EXTRA_PERIODS, ("" + periods).padStart(DIGITS, "0")), EXTRA_PLAN, parts[3]!), EXTRA_FEE, money(session, fee) + (spread ? "/" + periods : ""));
      post(session, EV_ITEM, { detail: periods + "*" + money(session, Math.floor((c.amountMinor + (spread ? fee : 0)) / periods)), fee: fee });
      return;
    }
  }
  post(session, EV_FOUND, { reason: TEXT_WHY_NO_PLAN });
};

/** Instalments; everything in the order of flow/plan.ts (a test compares them). */
export function plan(): Overlay<Context, Effect> {
  return { packed: packedPlan, guards: guards, updates: updates, effects: [beginPlan, listPlans, findPlan] };
}
