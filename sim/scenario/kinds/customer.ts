import { codeOnGlass, shownCode } from "../../qr-reader.js";
import { fail, shownGlass } from "../stage.js";
import { readCard } from "./hands.js";
import type { StepKind } from "./kind.js";

/** From holding the phone up to the payment being at the bank. */
const PHONE_MS = 2000;

export const customerKinds: readonly StepKind[] = [
  {
    name: "customer", about: "the holder of a card scans the code on the glass with a phone and pays",
    read(at) {
      const card = readCard(at);
      return async (stage) => {
        await stage.run(PHONE_MS);
        const text = codeOnGlass(stage.terminal.display.glass);
        if (text === null) return fail("a code that a phone can read", shownGlass(stage.glass()));
        const code = shownCode(text);
        if (typeof code === "string") return fail("a merchant's code with a right check value", code);
        const refused = stage.host?.acquirer.payShown(code, card.pan) ?? "no test host";
        if (refused !== "") fail("the customer's bank to pay", refused);
      };
    },
  },
];
