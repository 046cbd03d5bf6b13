import { DISPLAY_HEIGHT, DISPLAY_WIDTH } from "../devices/display.js";
import { createCanvas, encodePng, paint, type Colour } from "../png.js";

const SCALE = 4;
const BORDER = 20;
const GLASS: Colour = [196, 208, 184];
const BEZEL: Colour = [44, 48, 52];
const RIM: Colour = [178, 190, 168];
const DARK: Colour = [30, 38, 48];
/** The gaps between the pixels of the panel, a little darker than the light ones. */
const GAP: Colour = [186, 198, 175];

/** A frame as it looks on the glass: four pixels a dot, with the panel's fine grid. @param bits  As `SimDisplay.glass`. */
export function framePicture(bits: Uint8Array): Buffer {
  const margin = BORDER + 12;
  const canvas = createCanvas(DISPLAY_WIDTH * SCALE + 2 * margin, DISPLAY_HEIGHT * SCALE + 2 * margin, BEZEL);
  paint(canvas, BORDER, BORDER, canvas.width - 2 * BORDER, canvas.height - 2 * BORDER, RIM);
  paint(canvas, BORDER + 2, BORDER + 2, canvas.width - 2 * BORDER - 4, canvas.height - 2 * BORDER - 4, GLASS);
  for (let y = 0; y < DISPLAY_HEIGHT; y++) {
    for (let x = 0; x < DISPLAY_WIDTH; x++) {
      const dark = (bits[y * (DISPLAY_WIDTH / 8) + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
      paint(canvas, margin + x * SCALE, margin + y * SCALE, SCALE, SCALE, dark ? [48, 57, 66] : GAP);
      paint(canvas, margin + x * SCALE, margin + y * SCALE, SCALE - 1, SCALE - 1, dark ? DARK : GLASS);
    }
  }
  return encodePng(canvas);
}
