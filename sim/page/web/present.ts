import type { Card } from "../protocol.js";
import { ask } from "./connection.js";
import { active } from "./state.js";

/** Draw a card through the slot, or hold it where one of the other readers will be. */
export function showCard(card: Card, way: Card["ways"][number], reverse = false): void {
  if (way === "swipe") void ask({ do: "swipe", terminal: active.value, card: card.id, ...(reverse ? { reverse: true } : {}) });
  else void ask({ do: "present", terminal: active.value, card: card.id, way });
}
