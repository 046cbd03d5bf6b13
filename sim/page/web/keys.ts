import { ask } from "./connection.js";
import { active } from "./state.js";

/** Keyboard to keypad, as the terminal window has it (docs/SIMULATOR.md). */
const KEYS: Record<string, string> = {
  Enter: "E", Backspace: "C", Delete: "C", Escape: "X", ArrowUp: "U", ArrowDown: "D", ".": ".", l: "L", m: "M", g: "G", f: "F",
};
/** Keys that belong to a control that has the focus; all others reach the terminal from anywhere but from a text field. */
const OF_CONTROLS = ["Enter", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", " ", "Backspace", "Delete", "Home", "End"];

/** Key presses that are under way: name to a function that ends its look of being pressed. */
export const pressed = new EventTarget();

/** Press a key of the terminal that is chosen. */
export function press(key: string): void {
  pressed.dispatchEvent(new CustomEvent("press", { detail: key }));
  void ask({ do: "key", terminal: active.value, key: key as "0" });
}

function isTyping(target: Element | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "checkbox" && target.type !== "radio");
}

function ownsKeys(target: Element | null): boolean {
  return target !== null && target.closest("button, a, input, summary, [role=tab], [role=option], [data-keys=own]") !== null;
}

/**
 * Whoever clicks a button and types on means the terminal: ENTER must not press that button again. So a control that was worked
 * with the pointer gives the focus back; one that was reached with keys keeps it.
 */
function letGo(): void {
  let byPointer = false;
  window.addEventListener("pointerdown", () => { byPointer = true; }, true);
  window.addEventListener("keydown", () => { byPointer = false; }, true);
  const release = (event: Event): void => {
    const control = event.target instanceof Element ? event.target.closest<HTMLElement>("button, summary, select, input[type=range]") : null;
    if (byPointer && control !== null && control.closest("dialog") === null && (event.type === "change") === control.matches("select, input")) control.blur();
  };
  window.addEventListener("click", release);
  window.addEventListener("change", release);
}

/** Hear the keyboard: the terminal is worked with keys alone. */
export function listenToKeys(): void {
  letGo();
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : null;
    if (isTyping(target) || document.querySelector("dialog[open]") !== null) return;
    if (OF_CONTROLS.includes(event.key) && ownsKeys(target)) return;
    if (event.key === "c") {
      document.querySelector<HTMLElement>("#wallet [aria-selected=true], #wallet [role=option]")?.focus();
      event.preventDefault();
      return;
    }
    const key = /^\d$/.test(event.key) ? event.key : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (key === undefined) return;
    event.preventDefault();
    if (event.repeat && key !== "U" && key !== "D") return;
    press(key);
  });
}
