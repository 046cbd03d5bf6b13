import type { Keypad } from "../keypad.js";

export interface MatrixOptions {
  /** Driven low one at a time, open drain, so that two keys held at once cannot short two outputs. */
  rows: readonly Pin[];
  /** Read with pull-ups. */
  columns: readonly Pin[];
  /** Key codes row by row; a blank where no key is. */
  keys: string;
}

/** A key counts when two looks in a row see it: bounce of common membrane pads ends within 10 ms. */
const LOOK_MS = 20;

/** A matrix of keys. It is looked at only while somebody listens; of keys held at once the first one counts. */
export function matrixKeypad(options: MatrixOptions): Keypad {
  let listener: ((key: string) => void) | null = null;
  let timer = 0;
  let seen = -1;
  let held = -1;

  function look(): number {
    let found = -1;
    for (let row = 0; row < options.rows.length; row++) {
      digitalWrite(options.rows[row]!, 0);
      for (let column = 0; column < options.columns.length; column++) {
        if (found < 0 && digitalRead(options.columns[column]!) === 0) found = row * options.columns.length + column;
      }
      digitalWrite(options.rows[row]!, 1);
    }
    return found;
  }
  function tick(): void {
    const key = look();
    if (key === seen && key !== held) {
      held = key;
      const code = options.keys.charAt(key);
      if (key >= 0 && code !== " " && listener !== null) listener(code);
    }
    seen = key;
  }
  for (const row of options.rows) {
    pinMode(row, "opendrain");
    digitalWrite(row, 1);
  }
  for (const column of options.columns) pinMode(column, "input_pullup");
  return {
    onKey: function (heard) {
      listener = heard;
      if (heard === null && timer > 0) {
        clearInterval(timer);
        timer = 0;
      } else if (heard !== null && timer === 0) timer = setInterval(tick, LOOK_MS);
    },
  };
}
