import { crc32 } from "../crc32.js";
import type { EngineFactory, Tap } from "../scenario/engines.js";
import { press, pressAll } from "../scenario/kinds/hands.js";
import { waitForScreen } from "../scenario/kinds/time.js";
import { createStage } from "../scenario/make-stage.js";
import { parseScenario } from "../scenario/scenario.js";
import { createSetting } from "../scenario/setting.js";
import type { Stage } from "../scenario/stage.js";
import { swipeCard, walletCard } from "../cards/wallet.js";

/** Frames sent to a terminal while it made one sale, and which step of the sale each belongs to. */
export interface Recording {
  /** Each with its two bytes of length. */
  frames: string[];
  /** Number of the step, by frame. */
  stepOf: number[];
  steps: readonly string[];
  /** Checksum over all answers, as hal/bridge/replay.ts makes it. */
  checksum: number;
}

interface Step { name: string; play(stage: Stage): Promise<void> }

const CARD = walletCard("debit");

function keyTo(key: string, screen: Parameters<typeof waitForScreen>[1]): Step["play"] {
  return async (stage) => {
    await press(stage, key);
    await waitForScreen(stage, screen, 60000);
  };
}

const STEPS: readonly Step[] = [
  { name: "boot to idle, signed in", play: async (stage) => { await stage.boot(); await waitForScreen(stage, "idle", 60000); } },
  { name: "four digits of the amount", play: (stage) => pressAll(stage, "1234") },
  { name: "ENTER: ask for the card", play: keyTo("E", "card") },
  {
    name: "swipe to the card on the screen",
    play: async (stage) => {
      stage.card = CARD;
      stage.terminal.magstripe.swipe(swipeCard(CARD));
      await waitForScreen(stage, "confirm", 5000);
    },
  },
  { name: "confirm: ask for the PIN", play: keyTo("E", "pin") },
  { name: "six digits of the PIN", play: (stage) => pressAll(stage, CARD.pin) },
  { name: "ENTER to the merchant copy", play: keyTo("E", "tear") },
  { name: "ENTER to the customer copy", play: keyTo("E", "done") },
  { name: "back to idle", play: (stage) => waitForScreen(stage, "idle", 20000) },
  { name: "MENU: its code is read, the menu stands", play: keyTo("M", "menu") },
  { name: "DOWN: next page of the menu", play: (stage) => press(stage, "D") },
  { name: "digit: into a group", play: keyTo("0", "menu.manage") },
  { name: "CANCEL: one level back", play: keyTo("X", "menu") },
  { name: "CANCEL: to idle", play: keyTo("X", "idle") },
];
/** Steps that make up "one sale, swipe to second receipt". */
export const SALE_STEPS: readonly number[] = [3, 4, 5, 6, 7];
/** Steps whose keys do no more than change the display. */
export const KEY_STEPS: readonly number[] = [1, 2, 4, 5];

/** Steps of one key in a menu that is open. */
export const MENU_STEPS: readonly number[] = [10, 11, 12];

/**
 * Make one sale and note every frame that the terminal was sent.
 * @param engines  Makes an engine that tells the tap.
 */
export async function recordSale(engines: (tap: Tap) => EngineFactory): Promise<Recording> {
  const recording: Recording = { frames: [], stepOf: [], steps: STEPS.map((step) => step.name), checksum: 0 };
  let step = 0;
  let answer = "";
  const tap: Tap = {
    sent(frame) {
      recording.frames.push(String.fromCharCode(frame.length >> 8, frame.length & 255) + frame);
      recording.stepOf.push(step);
    },
    heard(frame) {
      answer += String.fromCharCode(frame.length >> 8, frame.length & 255) + frame;
      if (frame[0] !== "A") return;
      recording.checksum = crc32(Buffer.from(recording.checksum + answer, "latin1"));
      answer = "";
    },
  };
  const scenario = parseScenario("title: bench\nsteps: []\n", "bench.yaml");
  const setting = createSetting(scenario, { lang: "zh", seed: 1, acquirer: undefined, record: true });
  const engine = engines(tap)(setting.assets);
  const stage = createStage(setting, engine, "zh");
  try {
    for (; step < STEPS.length; step++) await STEPS[step]!.play(stage);
  } finally {
    await engine.stop();
  }
  return recording;
}
