import { MerchantError } from "../acquirer/merchants.js";
import type { Control } from "./controls.js";
import type { RunDesk } from "./desk.js";
import { Refusal } from "./refusal.js";

/** A shop applies, or a reviewer of the bank decides. Errors: {@link Refusal}; nothing was changed then. */
export function merchantDesk(desk: RunDesk, control: Extract<Control, { do: "apply" | "review" }>): void {
  const { merchants } = desk.bank.acquirer;
  try {
    if (control.do === "apply") merchants.apply(control.application);
    else if (control.verdict === "refuse") merchants.refuse(control.merchant, [control.reason ?? "refused by the reviewer"]);
    else if (control.verdict === "renew") merchants.renew(control.merchant);
    else merchants.review(control.merchant);
  } catch (error) {
    if (!(error instanceof MerchantError)) throw error;
    throw new Refusal("refused", "The bank's desk: " + error.message + ". Nothing was changed.");
  }
  desk.bankChanges++;
}
