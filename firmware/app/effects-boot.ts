import { CONFIG_PARAMS } from "../../hal/config.js";
import { readParams, TID_NONE } from "../acquirer/params.js";
import type { Params } from "../acquirer/params.js";
import { OPTION_APPROVED, OPTION_KEYED, OPTION_TIP } from "../flow/context.js";
import { readProfile } from "../host/read-profile.js";
import { EV_LOADED, EV_LOAD_FAILED, EV_TESTED, EV_TEST_FAILED, EV_UNBOUND } from "../flow/events.js";
import { TEXT_WHY_KEY } from "../text/keys.js";
import { KIND_SALE, readKind } from "../txn/kind.js";
import { answer, post } from "./session.js";
import type { Session } from "./session.js";

// For the overlay that lies while the terminal starts. What it makes and leaves behind is data: functions made here would lose
// the names they use when the overlay is gone, so what stands on the ports is made by the core's `openDevices`.

/** What the parameters switch on, as the flow knows it. A tip that may not be is not asked for either. */
function optionsOf(params: Params): number {
  return (params.tipAsked > 0 && params.tipPercentMax > 0 ? OPTION_TIP : 0) + (params.keyedCards > 0 ? OPTION_KEYED : 0) + (params.keyedCards > 1 ? OPTION_APPROVED : 0);
}

/** Read parameters and profile; posts `loaded`, `unbound` when no merchant has this terminal yet, or `loadFailed` with what is wrong. */
export function load(session: Session): void {
  const native = session.ports.native;
  // What the acquirer gave comes last, and so counts.
  const shipped = native.asset("params", 0, native.assetLength("params")) + "\n";
  const given = session.ports.config.read(CONFIG_PARAMS);
  let read = readParams(shipped + given);
  if (read.params !== null) {
    const trade = "trade." + read.params.trade;
    const length = native.assetLength(trade);
    // What the trade begins with comes between.
    if (length > 0) read = readParams(shipped + native.asset(trade, 0, length) + "\n" + given);
  }
  const profile = read.params === null ? null : readProfile(native, read.params.profile);
  session.sale = readKind(native, KIND_SALE);
  if (read.params === null || profile === null || session.sale === null) {
    post(session, EV_LOAD_FAILED, read.error !== "" ? read.error : profile === null ? "profile" : "kinds");
    return;
  }
  session.params = read.params;
  session.profile = profile;
  post(session, read.params.tid === TID_NONE ? EV_UNBOUND : EV_LOADED, {
    language: read.params.language === "en" ? 1 : 0, amountMax: read.params.amountMaxMinor, exponent: read.params.currencyExponent, locked: read.params.loginWanted > 0, options: optionsOf(read.params), first: read.params.firstKind,
  });
}

export function selfTest(session: Session): void {
  session.secure!.selfTest(answer(session, EV_TESTED, EV_TEST_FAILED, function () { return TEXT_WHY_KEY; }));
}
