import type { Signals } from "../signals.js";

export interface SignalPins {
  /** A passive buzzer, driven with a square wave. */
  buzzer?: Pin;
  /** Blue, yellow, green, red; high is lit; null where a board has none. */
  lights: readonly (Pin | null)[];
}

/** A buzzer and four lights on pins. */
export function pinSignals(options: SignalPins): Signals {
  let timer = 0;
  const buzzer = options.buzzer;
  const silence = function (): void {
    timer = 0;
    digitalWrite(buzzer!, 0);
  };
  return {
    beep: function (tone) {
      if (buzzer === undefined) return;
      // Pitch in Hz and length in ms: short for a key, low and long for bad news.
      let pitch = 2000;
      let lengthMs = 30;
      if (tone === "accept") { pitch = 2600; lengthMs = 200; }
      if (tone === "refuse") { pitch = 400; lengthMs = 500; }
      if (tone === "attention") { pitch = 1200; lengthMs = 300; }
      if (timer > 0) clearTimeout(timer);
      analogWrite(buzzer, 0.5, { freq: pitch });
      timer = setTimeout(silence, lengthMs);
    },
    lights: function (mask) {
      for (let index = 0; index < options.lights.length; index++) {
        const light = options.lights[index];
        if (light) digitalWrite(light, (mask >> index) & 1);
      }
    },
  };
}
