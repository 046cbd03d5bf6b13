import { seeded } from "./encode.js";

/** How a hand moves a card past the head. */
export interface HandStyle {
  /** Time of one cell at the start, microseconds: 75 bpi at 0.4 m/s is about 850, 210 bpi about 300. */
  cellUs?: number;
  /** Part by which each cell is shorter (above 0: faster and faster) or longer than the one before. */
  acceleration?: number;
  /** Largest part by which a single interval is off, either way. */
  jitter?: number;
  seed?: number;
}

/** Times between flux changes, whole microseconds, for "0"/"1" text: what a bare head gives to `decodeFlux`. */
export function fluxIntervals(bits: string, style: HandStyle = {}): number[] {
  const { cellUs = 300, acceleration = 0, jitter = 0, seed = 1 } = style;
  const random = seeded(seed);
  const intervals: number[] = [];
  let cell = cellUs;
  for (const bit of bits) {
    const parts = bit === "1" ? 2 : 1;
    for (let part = 0; part < parts; part++) intervals.push(Math.max(1, Math.round((cell / parts) * (1 + (random() * 2 - 1) * jitter))));
    cell *= 1 - acceleration;
  }
  return intervals;
}
