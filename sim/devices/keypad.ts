import type { Keypad, KeyCode } from "../../hal/keypad.js";
import type { Life } from "../life.js";

/** Debouncing time of the contract. */
const DEBOUNCE_MS = 20;
export const KEYS = "0123456789.ECXMGLUDF";

export interface SimKeypad {
  /** Press and let go. False when the terminal is off or nobody listens; an unknown key is the caller's bug. */
  press(key: KeyCode): boolean;
  attach(life: Life): Keypad;
}

export function createSimKeypad(): SimKeypad {
  let current: Life | null = null;
  let listener: ((key: KeyCode) => void) | null = null;
  return {
    press(key) {
      if (key.length !== 1 || !KEYS.includes(key)) throw new Error("keypad has no key " + JSON.stringify(key));
      if (current === null || !current.on || listener === null) return false;
      current.after(DEBOUNCE_MS, () => listener?.(key));
      return true;
    },
    attach(life) {
      current = life;
      listener = null;
      return { onKey(heard) { if (life.on) listener = heard; } };
    },
  };
}
