import type { Keypad } from "../keypad.js";

export interface MatrixOptions {
  /** Driven low, open drain, so that two keys held at once cannot short two outputs. */
  rows: readonly Pin[];
  /** Read with pull-ups. */
  columns: readonly Pin[];
  /** Key codes row by row; a blank where no key is. At most 30. */
  keys: string;
  /** Called at each key, before it is reported: when people press is chance (see random-mixed.ts). */
  stir?: () => void;
}

/** A key counts when two looks in a row see it. Common membrane pads bounce for 5 ms: with one look lost to it, three looks are 20 ms. */
const LOOK_MS = 7;

/**
 * A matrix of keys, looked at only while somebody listens. Keys held together are each reported once, in the order they came
 * down; where three of them could make a fourth appear (two rows that share two columns), nothing changes until the hand is off one.
 */
export function matrixKeypad(options: MatrixOptions): Keypad {
  const rows = options.rows;
  const columns = options.columns;
  const open = (1 << columns.length) - 1;
  const rowsUp = (1 << rows.length) - 1;
  let listener: ((key: string) => void) | null = null;
  let timer = 0;
  let seen = 0;
  let held = 0;

  /** One bit a key, the first key the lowest; -1 when it cannot be told which keys are down. */
  function scan(): number {
    let down = 0;
    let share = 0;
    for (let row = 0; row < rows.length; row++) {
      // The first row is the highest bit of what is written.
      digitalWrite(rows, rowsUp ^ (1 << (rows.length - 1 - row)));
      const low = open ^ digitalRead(columns);
      // Two columns shared with the rows above: the corners of a rectangle.
      const both = share & low;
      if ((both & (both - 1)) !== 0) down = -1;
      share |= low;
      if (down >= 0) for (let column = 0; column < columns.length; column++) if (low & (1 << (columns.length - 1 - column))) down |= 1 << (row * columns.length + column);
    }
    digitalWrite(rows, 0);
    return down;
  }
  function tick(): void {
    // All rows are low: one reading tells whether any key is down at all.
    if (digitalRead(columns) === open) {
      if (seen === 0) held = 0;
      seen = 0;
      return;
    }
    const down = scan();
    if (down < 0) return;
    const fresh = down & seen & ~held;
    held = (held | fresh) & (down | seen);
    seen = down;
    if (fresh === 0) return;
    if (options.stir !== undefined) options.stir();
    for (let key = 0; key < options.keys.length; key++) {
      if (fresh & (1 << key) && options.keys[key] !== " " && listener !== null) listener(options.keys[key]!);
    }
  }
  for (const row of rows) pinMode(row, "opendrain");
  digitalWrite(rows, 0);
  for (const column of columns) pinMode(column, "input_pullup");
  return {
    onKey: function (heard) {
      listener = heard;
      if (heard === null && timer > 0) {
        clearInterval(timer);
        timer = 0;
        // A key still down when somebody listens again is none of his.
        held = -1;
        seen = 0;
      } else if (heard !== null && timer === 0) timer = setInterval(tick, LOOK_MS);
    },
  };
}
