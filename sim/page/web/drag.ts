import { signal } from "@preact/signals";
import type { Card } from "../protocol.js";
import { showCard } from "./present.js";

/** The card that is being dragged, where it is, and the place that it is over. */
export const dragged = signal<{ card: Card; x: number; y: number; over: string } | null>(null);
const FAR_PX = 8;

function placeAt(x: number, y: number): string {
  return document.elementsFromPoint(x, y).map((element) => element.closest<HTMLElement>("[data-way]")?.dataset["way"]).find((way) => way !== undefined) ?? "";
}

/** A pointer went down on a card: follow it. Pointer events serve mouse, pen and finger alike. */
export function beginDrag(card: Card, event: PointerEvent): void {
  if (event.button !== 0) return;
  const { clientX, clientY, pointerId } = event;
  const moved = (next: PointerEvent): void => {
    if (next.pointerId !== pointerId) return;
    if (dragged.value === null && Math.hypot(next.clientX - clientX, next.clientY - clientY) < FAR_PX) return;
    dragged.value = { card, x: next.clientX, y: next.clientY, over: placeAt(next.clientX, next.clientY) };
  };
  const ended = (next: PointerEvent): void => {
    if (next.pointerId !== pointerId) return;
    window.removeEventListener("pointermove", moved);
    window.removeEventListener("pointerup", ended);
    window.removeEventListener("pointercancel", ended);
    const last = dragged.value;
    dragged.value = null;
    if (last === null || next.type === "pointercancel") return;
    // A drag is no click: the button below must not hear one.
    window.addEventListener("click", (click) => { click.stopPropagation(); click.preventDefault(); }, { capture: true, once: true });
    setTimeout(() => window.dispatchEvent(new Event("postern-drag-over")), 0);
    if (last.over !== "") showCard(card, last.over as "swipe");
  };
  window.addEventListener("pointermove", moved);
  window.addEventListener("pointerup", ended);
  window.addEventListener("pointercancel", ended);
}
