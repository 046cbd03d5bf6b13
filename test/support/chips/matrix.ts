import assert from "node:assert/strict";
import type { World } from "../../../sim/world.js";
import type { Board } from "../board.js";

/**
 * A keypad as copper and nothing else: a key joins a row to a column, and what is joined has one level, so that three keys show a
 * fourth. Fails on any pin that is not its own, and on a row that is driven high.
 */
export interface Matrix {
  rows: never[];
  columns: never[];
  /** @param bounceMs  The contact is open and closed at random for so long. */
  down(key: number, bounceMs?: number): void;
  up(key: number, bounceMs?: number): void;
  looks: number;
}

export function createMatrix(board: Board, world: World, rowCount: number, columnCount: number): Matrix {
  const closed = new Set<number>();
  const rows = Array.from({ length: rowCount }, (_, index) => "r" + index);
  const columns = Array.from({ length: columnCount }, (_, index) => "c" + index);
  /** Everything on the same copper as a column. */
  function lows(column: string): boolean {
    const seen = new Set([column]);
    for (const node of seen) for (const key of closed) {
      const pair = [rows[Math.floor(key / columnCount)]!, columns[key % columnCount]!];
      if (pair.includes(node)) for (const one of pair) seen.add(one);
    }
    return rows.some((row) => seen.has(row) && board.levels.get(row) === 0);
  }
  board.onRead = (pin) => {
    assert.ok(columns.includes(pin), "reads " + pin);
    assert.equal(board.modes.get(pin), "input_pullup");
    if (pin === "c0") matrix.looks++;
    return lows(pin) ? 0 : 1;
  };
  board.onWrite = (pin) => {
    assert.ok(rows.includes(pin), "writes " + pin);
    assert.equal(board.modes.get(pin), "opendrain");
  };
  function settle(key: number, at: boolean, bounceMs: number): void {
    for (let ms = 0; ms < bounceMs; ms++) world.after(ms, () => { if (world.random() % 2 === 0) closed.add(key); else closed.delete(key); });
    world.after(bounceMs, () => { if (at) closed.add(key); else closed.delete(key); });
  }
  const matrix: Matrix = {
    rows: rows.map((name) => board.pin(name)), columns: columns.map((name) => board.pin(name)), looks: 0,
    down: (key, bounceMs = 0) => settle(key, true, bounceMs), up: (key, bounceMs = 0) => settle(key, false, bounceMs),
  };
  return matrix;
}
