import type { Signals } from "../signals.js";

export interface SignalPins {
  /** A passive buzzer, driven with a square wave. */
  buzzer: Pin;
  /** Blue, yellow, green, red; high is lit. */
  lights: readonly Pin[];
}

/** A buzzer and four lights on pins. */
export function pinSignals(options: SignalPins): Signals {
  let timer = 0;
  const silence = function (): void {
    timer = 0;
    digitalWrite(options.buzzer, 0);
  };
  return {
    beep: function (tone) {
      // Pitch in Hz and length in ms: short for a key, low and long for bad news.
      let pitch = 2000;
      let lengthMs = 30;
      if (tone === "accept") { pitch = 2600; lengthMs = 200; }
      if (tone === "refuse") { pitch = 400; lengthMs = 500; }
      if (tone === "attention") { pitch = 1200; lengthMs = 300; }
      if (timer > 0) clearTimeout(timer);
      analogWrite(options.buzzer, 0.5, { freq: pitch });
      timer = setTimeout(silence, lengthMs);
    },
    lights: function (mask) {
      for (let index = 0; index < options.lights.length; index++) digitalWrite(options.lights[index]!, (mask >> index) & 1);
    },
  };
}
