/**
 * Keys as one character each: `0`-`9`; `.` double zero; `E` enter; `C` clear; `X` cancel; `M` menu; `G` goods; `L` language;
 * `U` up; `D` down; `F` paper feed. A key the board lacks is simply never reported.
 */
export type KeyCode = string;

/** For drivers: debounced (about 20 ms), one report a press, no auto-repeat. Presses are reported in order. */
export interface Keypad {
  /** Subscribe. There is one listener; a second call replaces the first; `null` stops reports. */
  onKey(listener: ((key: KeyCode) => void) | null): void;
}
