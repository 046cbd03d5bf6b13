import type { Cursor } from "../cursor.js";
import { fail, type Stage } from "../stage.js";
import type { Step } from "../scenario.js";
import { press, pressAll, pinDigits, readAmount, readCard, readPin } from "./hands.js";
import type { StepKind } from "./kind.js";
import { waitForScreen } from "./time.js";
import { swipeCard, type WalletCard } from "../../cards/wallet.js";
import { isScreen } from "../screens.js";

interface Sale { amount: string; card: WalletCard; pin: string }

/** A whole sale that goes well, from idle to idle. */
async function playSale(stage: Stage, sale: Sale): Promise<void> {
  await waitForScreen(stage, "idle", 10000);
  await pressAll(stage, sale.amount + "E");
  await waitForScreen(stage, "card", 5000);
  stage.card = sale.card;
  stage.cards.add(sale.card);
  if (!stage.terminal.magstripe.swipe(swipeCard(sale.card))) fail("the card reader to be listened to", "nobody listens");
  await waitForScreen(stage, "confirm", 5000);
  await press(stage, "E");
  if (isScreen(stage.glass(), stage.language, "pin")) await pressAll(stage, (sale.pin === "none" ? "" : pinDigits(stage, sale.pin)) + "E");
  await waitForScreen(stage, "tear", 60000);
  await press(stage, "E");
  await waitForScreen(stage, "done", 20000);
  await waitForScreen(stage, "idle", 20000);
}

function readSale(at: Cursor): (stage: Stage) => Promise<void> {
  const parts = at.map(["amount", "card", "pin"], "sale");
  const sale: Sale = {
    amount: readAmount(parts.get("amount") ?? at.refuse("sale needs amount")),
    card: readCard(parts.get("card") ?? at.refuse("sale needs card")),
    pin: parts.has("pin") ? (parts.get("pin")!.value === "none" ? "none" : readPin(parts.get("pin")!)) : "right",
  };
  return (stage) => playSale(stage, sale);
}

/** The kind `repeat`; it is handed the reader of step lists, because a list of steps may hold it again. */
export function repeatKind(readSteps: (at: Cursor) => Step[]): StepKind {
  return {
    name: "repeat", about: "the same steps several times",
    read(at) {
      const parts = at.map(["times", "steps"], "repeat");
      const times = (parts.get("times") ?? at.refuse("repeat needs times")).whole(1, 10000);
      const steps = readSteps(parts.get("steps") ?? at.refuse("repeat needs steps"));
      return async (stage) => { for (let turn = 0; turn < times; turn++) for (const step of steps) await step.run(stage); };
    },
  };
}

export const playKinds: readonly StepKind[] = [{ name: "sale", about: "a whole sale that goes well, from idle to idle", read: readSale }];
