import { CODE_BYTES_MAX, type Scanner } from "../../hal/scanner.js";
import type { Life } from "../life.js";

/** From the code being in the light to its text being in memory. */
const READ_MS = 120;

export interface SimScanner {
  /** Hold a code before it. False when nobody listens, or the code is none: it is then not read. */
  show(code: string): boolean;
  /** Whether its light is on. */
  listening(): boolean;
  attach(life: Life): Scanner;
}

export function createSimScanner(): SimScanner {
  let current: Life | null = null;
  let listener: ((code: string) => void) | null = null;
  const listening = (): boolean => current !== null && current.on && listener !== null;
  return {
    listening,
    show(code) {
      if (!listening() || code.length === 0 || code.length > CODE_BYTES_MAX) return false;
      current!.after(READ_MS, () => listener?.(code));
      return true;
    },
    attach(life) {
      current = life;
      listener = null;
      return { onCode(heard) { if (life.on) listener = heard; } };
    },
  };
}
