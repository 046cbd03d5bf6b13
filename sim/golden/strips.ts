import { DISPLAY_HEIGHT, DISPLAY_WIDTH } from "../devices/display.js";
import { createCanvas, encodePng, paint, paintBits, type Colour } from "../png.js";
import type { RunResult, ShownFrame } from "../scenario/result.js";
import { isScreen, screensOf, type Language, type Screen } from "../scenario/screens.js";

const SCALE = 2;
const ACROSS = 4;
const GAP = 16;
const RIM = 6;
const TABLE: Colour = [44, 48, 52];
const GLASS: Colour = [214, 222, 204];
const INK: Colour = [24, 32, 42];
/** More would not be looked at. */
const MOST = 16;

/** Frames in reading order, four side by side. */
export function stripPicture(frames: readonly ShownFrame[]): Buffer {
  const width = DISPLAY_WIDTH * SCALE + 2 * RIM;
  const height = DISPLAY_HEIGHT * SCALE + 2 * RIM;
  const across = Math.min(ACROSS, frames.length);
  const canvas = createCanvas(across * (width + GAP) + GAP, Math.ceil(frames.length / ACROSS) * (height + GAP) + GAP, TABLE);
  frames.forEach((frame, at) => {
    const x = GAP + (at % ACROSS) * (width + GAP);
    const y = GAP + Math.floor(at / ACROSS) * (height + GAP);
    paint(canvas, x, y, width, height, GLASS);
    paintBits(canvas, x + RIM, y + RIM, frame.bits, DISPLAY_WIDTH / 8, SCALE, SCALE, INK);
  });
  return encodePng(canvas);
}

/** Which screens these rows may be; what nothing fits, such as one half drawn, is none. */
const nameOf = (frame: ShownFrame): string => screensOf(frame.text).join(" ");

/** One frame a screen: the last of each run of the same, when everything on it was typed. */
function lastOfEach(frames: readonly ShownFrame[]): ShownFrame[] {
  const named = frames.map(nameOf);
  return frames.filter((_frame, at) => named[at] !== "" && named[at] !== named[at + 1]);
}

/** Frames from one idle screen to the next. */
function passages(result: RunResult, language: Language): ShownFrame[][] {
  const found: ShownFrame[][] = [[]];
  for (const frame of result.frames) {
    if (isScreen(frame.text, language, "idle")) found.push([]);
    else found[found.length - 1]!.push(frame);
  }
  return found.filter((frames) => frames.length > 0);
}

/** The first passage that shows this title, from the menu to its end; the one that got to the bank when there is one. Empty when none does. */
export function passageOf(result: RunResult, language: Language, title: string): ShownFrame[] {
  const shown = passages(result, language).filter((frames) => frames.some((frame) => frame.text.some((row) => row.trim().split(" ")[0] === title.split(" ")[0] && row.includes(title))));
  const sent = shown.find((frames) => frames.some((frame) => ["printing", "told", "done"].some((screen) => isScreen(frame.text, language, screen as Screen))));
  return lastOfEach(sent ?? shown[0] ?? []).slice(0, MOST);
}

/** One frame for each of these screens, in this order and as they follow one another. Errors: one that does not come. */
export function sceneOf(result: RunResult, language: Language, screens: readonly Screen[]): ShownFrame[] {
  let from = 0;
  return screens.map((screen, number) => {
    const wanted = (index: number, name: Screen | undefined): boolean => name !== undefined && isScreen(result.frames[index]!.text, language, name);
    let at = result.frames.findIndex((frame, index) => index >= from && isScreen(frame.text, language, screen));
    if (at < 0) throw new Error(`${result.scenario} (${language}) does not come to the screen ${screen}`);
    // Some screens look like others to a pattern: the one that is to come next ends the run.
    while (at + 1 < result.frames.length && wanted(at + 1, screen) && !wanted(at + 1, screens[number + 1])) at++;
    from = at + 1;
    return result.frames[at]!;
  });
}
