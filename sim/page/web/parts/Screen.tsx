import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { glassOf, stateOf } from "../state.js";
import { t } from "../words.js";

const WIDTH = 128, HEIGHT = 64, ROW_BYTES = 16;
/** Colours of glass and dots, red green blue; the display is a thing and looks the same in light and dark. */
const LIGHT = [196, 208, 184] as const, GAP = [189, 201, 177] as const, DARK = [30, 38, 48] as const;
const OFF_LIGHT = [108, 116, 104] as const, OFF_GAP = [104, 112, 100] as const;

/** Draw dots: `scale` pixels each, with the panel's fine grid where there is room for it. */
export function drawGlass(canvas: HTMLCanvasElement, bits: string, powered: boolean, scale: number): void {
  const context = canvas.getContext("2d")!;
  const bytes = bits === "" ? "" : atob(bits);
  const image = context.createImageData(WIDTH * scale, HEIGHT * scale);
  const pixels = image.data;
  const [light, gap] = powered ? [LIGHT, GAP] : [OFF_LIGHT, OFF_GAP];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const dark = bytes !== "" && (bytes.charCodeAt(y * ROW_BYTES + (x >> 3)) & (0x80 >> (x & 7))) !== 0;
      for (let down = 0; down < scale; down++) {
        let at = ((y * scale + down) * WIDTH * scale + x * scale) * 4;
        for (let across = 0; across < scale; across++) {
          const edge = scale > 2 && (down === scale - 1 || across === scale - 1);
          const colour = dark ? DARK : edge ? gap : light;
          pixels[at++] = colour[0];
          pixels[at++] = colour[1];
          pixels[at++] = colour[2];
          pixels[at++] = 255;
        }
      }
    }
  }
  context.putImageData(image, 0, 0);
}

/** The glass of one terminal, pixel for pixel. What stands on it is read out by screen readers as it changes. */
export function Screen({ terminal, scale, live }: { terminal: number; scale: number; live: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef("none");
  useSignalEffect(() => {
    const bits = glassOf(terminal).value;
    const powered = stateOf(terminal).value?.powered ?? false;
    if (canvas.current === null || drawn.current === powered + bits) return;
    drawn.current = powered + bits;
    drawGlass(canvas.current, bits, powered, scale);
  });
  const state = stateOf(terminal).value;
  const words = state?.powered ? state.words.map((line) => line.trim()).filter((line) => line !== "").join(", ") : t("powerOff");
  return (
    <div class="screen">
      <canvas ref={canvas} width={WIDTH * scale} height={HEIGHT * scale} role="img" aria-label={`${t("display")} ${terminal + 1}: ${words}`} data-terminal={terminal} />
      {live ? <div class="unseen" role="status" aria-live="polite">{words}</div> : null}
    </div>
  );
}
