/** Buzzer and lights: what the terminal says without words. */
export type Beep = "key" | "accept" | "refuse" | "attention";

export interface Signals {
  /** Sound one of four tones that can be told apart by ear; a new one replaces the one sounding. */
  beep(tone: Beep): void;
  /** Four lights, bit 0 blue (ready), 1 yellow (busy), 2 green (good), 3 red (refused). */
  lights(mask: number): void;
}
