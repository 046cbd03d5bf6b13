import { DISPLAY_HEIGHT, DISPLAY_WIDTH } from "../devices/display.js";

const ROW_BYTES = DISPLAY_WIDTH / 8;

/** Braille bit of a dot at column 0-1, row 0-3 of its cell (Unicode 15, chart U+2800). */
const BRAILLE = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]] as const;

function dark(bits: Uint8Array, x: number, y: number): boolean {
  return (bits[y * ROW_BYTES + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
}

/** A frame in 16 rows of 64 braille characters, for small windows. Dark dots are ink: draw it dark on light. */
export function frameBraille(bits: Uint8Array): string[] {
  const rows: string[] = [];
  for (let y = 0; y < DISPLAY_HEIGHT; y += 4) {
    let row = "";
    for (let x = 0; x < DISPLAY_WIDTH; x += 2) {
      let code = 0x2800;
      for (let down = 0; down < 4; down++) {
        for (let across = 0; across < 2; across++) if (dark(bits, x + across, y + down)) code |= BRAILLE[down]![across]!;
      }
      row += String.fromCharCode(code);
    }
    rows.push(row);
  }
  return rows;
}

/** A frame in 32 rows of 128 half blocks, for windows with room. */
export function frameHalfBlocks(bits: Uint8Array): string[] {
  const rows: string[] = [];
  for (let y = 0; y < DISPLAY_HEIGHT; y += 2) {
    let row = "";
    for (let x = 0; x < DISPLAY_WIDTH; x++) row += " \u2580\u2584\u2588"[(dark(bits, x, y) ? 1 : 0) + (dark(bits, x, y + 1) ? 2 : 0)];
    rows.push(row);
  }
  return rows;
}
