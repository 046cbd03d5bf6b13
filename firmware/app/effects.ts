import type { Beep } from "../../hal/signals.js";
import { createLink } from "../host/link.js";
import { createJournal } from "../journal/journal.js";
import { softModule } from "../secure/soft-module.js";
import { vaultTakeOther, vaultWipe } from "../secure/vault.js";
import { readCard, seal } from "./effects-card.js";
import { hangUp, sealReversal, sendRequest } from "./effects-host.js";
import {
  firstSlip, journalApproved, journalDeclined, journalOpen, journalPrinted, journalReverse, journalReversed, journalTry, journalUnsent, noteTold, takeLastSlip, takeOwed,
} from "./effects-journal.js";
import { feedPaper, printCustomer, printMerchant, printUnknown } from "./effects-print.js";
import { lay } from "./overlays.js";
import { light, show } from "./session.js";
import type { Effect, Session } from "./session.js";

/** Build what stands on the ports. */
function openDevices(session: Session): void {
  const ports = session.ports;
  vaultWipe();
  session.secure = softModule(ports.keyStore, ports.clock, ports.native);
  session.journal = createJournal(ports.storage, ports.native);
  session.link = createLink(ports.network, ports.clock);
}

function wipe(session: Session): void {
  vaultWipe();
  session.swipe = null;
}

/** The first digit of a card number that is typed, while what takes the others is laid. */
function keepDigit(_session: Session, digit: number): void {
  vaultTakeOther("" + digit);
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
  openDevices, show, wipe, beep("key"), beep("accept"), beep("refuse"), beep("attention"),
  readCard, seal, journalOpen, sendRequest, journalApproved, journalDeclined, journalUnsent, printMerchant, printCustomer, journalPrinted,
  journalReverse, sealReversal, journalReversed, journalTry, takeLastSlip, firstSlip,
  hangUp, feedPaper, lay("menu"), lay("settle"), lay("sign"), lay("goods"), lay("people"), takeOwed, printUnknown, noteTold, lay("begin"), lay("txn"), lay("tip"), lay("keyed"), keepDigit,
];
