import { signal } from "@preact/signals";
import type { Beep } from "../protocol.js";

/** Frequency in hertz and length in ms of each part of a tone; they can be told apart by ear. */
const TONES: Record<Beep["tone"], readonly (readonly [number, number])[]> = {
  key: [[2200, 25]], accept: [[1568, 90], [2093, 140]], refuse: [[330, 180], [262, 260]], attention: [[1319, 90], [0, 50], [1319, 90]],
};
const LOUD = 0.06;

export const muted = signal(localStorage.getItem("postern-muted") === "1");
let context: AudioContext | null = null;

export function mute(on: boolean): void {
  muted.value = on;
  localStorage.setItem("postern-muted", on ? "1" : "0");
}

/** Sound a tone. Browsers let no page be heard before somebody has touched it; until then nothing sounds. */
export function sound(tone: Beep["tone"]): void {
  if (muted.value || document.hidden || navigator.userActivation?.hasBeenActive === false) return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  let at = context.currentTime;
  for (const [hertz, ms] of TONES[tone]) {
    const end = at + ms / 1000;
    if (hertz > 0) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.type = "square";
      oscillator.frequency.value = hertz;
      gain.gain.setValueAtTime(LOUD, at);
      gain.gain.setTargetAtTime(0, end - 0.01, 0.004);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(at);
      oscillator.stop(end + 0.03);
    }
    at = end;
  }
}
