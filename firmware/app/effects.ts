import type { Beep } from "../../hal/signals.js";
import { readParams } from "../acquirer/params.js";
import { profileNamed } from "../acquirer/profiles.js";
import { EV_LOADED, EV_LOAD_FAILED, EV_TESTED, EV_TEST_FAILED } from "../flow/events.js";
import { createLink } from "../host/link.js";
import { createJournal } from "../journal/journal.js";
import { softModule } from "../secure/soft-module.js";
import { vaultWipe } from "../secure/vault.js";
import { KIND_SALE, readKind } from "../txn/kind.js";
import { TEXT_WHY_KEY } from "../text/keys.js";
import { readCard, seal } from "./effects-card.js";
import { hangUp, sealReversal, sendRequest } from "./effects-host.js";
import {
  firstSlip, journalApproved, journalDeclined, journalOpen, journalPrinted, journalReverse, journalReversed, journalTry, journalUnsent, noteTold, recover, takeLastSlip, takeOwed,
} from "./effects-journal.js";
import { feedPaper, printCustomer, printMerchant, printUnknown } from "./effects-print.js";
import { lay } from "./overlays.js";
import { answer, light, post, show } from "./session.js";
import type { Effect, Session } from "./session.js";

/** Read parameters and build what stands on the ports. */
function load(session: Session): void {
  const native = session.ports.native;
  const read = readParams(native.asset("params", 0, native.assetLength("params")));
  const profile = read.params === null ? null : profileNamed(read.params.profile);
  session.sale = readKind(native, KIND_SALE);
  if (read.params === null || profile === null || session.sale === null) {
    post(session, EV_LOAD_FAILED, read.error !== "" ? read.error : profile === null ? "profile" : "kinds");
    return;
  }
  vaultWipe();
  session.params = read.params;
  session.profile = profile;
  session.secure = softModule(session.ports.keyStore, session.ports.clock, native);
  session.journal = createJournal(session.ports.storage, native);
  session.link = createLink(session.ports.network, session.ports.clock);
  post(session, EV_LOADED, { language: read.params.language === "en" ? 1 : 0, amountMax: read.params.amountMaxMinor, exponent: read.params.currencyExponent, locked: read.params.loginWanted > 0 });
}

function selfTest(session: Session): void {
  session.secure!.selfTest(answer(session, EV_TESTED, EV_TEST_FAILED, function () { return TEXT_WHY_KEY; }));
}

function wipe(session: Session): void {
  vaultWipe();
  session.swipe = null;
}

function beep(tone: Beep): Effect {
  const mask = tone === "accept" ? 4 : tone === "refuse" ? 8 : 0;
  return function (session) {
    session.ports.signals.beep(tone);
    if (mask > 0) light(session, mask);
  };
}

/** Every order the flow can give, in the order of EFFECTS in flow/names.ts (a test compares them). */
export const effectList: readonly Effect[] = [
  load, selfTest, recover, show, wipe, beep("key"), beep("accept"), beep("refuse"), beep("attention"),
  readCard, seal, journalOpen, sendRequest, journalApproved, journalDeclined, journalUnsent, printMerchant, printCustomer, journalPrinted,
  journalReverse, sealReversal, journalReversed, journalTry, takeLastSlip, firstSlip,
  hangUp, feedPaper, lay("menu"), lay("settle"), lay("sign"), lay("goods"), lay("people"), takeOwed, printUnknown, noteTold,
];
