import { setTimeout as sleep } from "node:timers/promises";
import { en } from "../../firmware/text/en.js";
import type { TextKey } from "../../firmware/text/keys.js";
import { zh } from "../../firmware/text/zh.js";
import { swipeCard, walletCard } from "../cards/wallet.js";
import { paperText, readPiece } from "../escpos/paper.js";
import { playUntil } from "../pace.js";
import { glassReader } from "../scenario/glass.js";
import { frameBraille } from "../screen/blocks.js";
import { ledgerLine, type Desk } from "./desk.js";

/** What the person at the desk does, and the screen, or words on it, that says it worked. */
interface Step { says: string; act(desk: Desk): void; screen?: TextKey; shows?: string; limitMs: number }

export const DEMO_AMOUNT_MINOR = 12345;
const DEMO_CARD = "debit";

function press(desk: Desk, keys: string): void {
  for (const key of keys) {
    if (!desk.terminal.keypad.press(key)) throw new Error("the terminal does not listen to keys");
    desk.world.runFor(60);
  }
}

const STEPS: readonly Step[] = [
  { says: "Power on: load parameters, self-test, sign in", act() {}, screen: "idle", limitMs: 60_000 },
  { says: "Type the amount: 123.45", act(desk) { press(desk, "12345"); }, screen: "amount", shows: "123.45", limitMs: 1000 },
  { says: "Enter", act(desk) { press(desk, "E"); }, screen: "card", limitMs: 2000 },
  { says: "Swipe the test card", act(desk) { desk.terminal.magstripe.swipe(swipeCard(walletCard(DEMO_CARD))); }, shows: "621799****0014", limitMs: 5000 },
  { says: "The cardholder confirms", act(desk) { press(desk, "E"); }, screen: "pin", limitMs: 5000 },
  { says: "PIN", act(desk) { press(desk, walletCard(DEMO_CARD).pin); }, screen: "pin", shows: "******", limitMs: 2000 },
  { says: "Enter: journal, request to the acquirer, merchant copy", act(desk) { press(desk, "E"); }, screen: "tear", limitMs: 120_000 },
  { says: "Tear off, print the cardholder's copy", act(desk) { press(desk, "E"); }, screen: "done", limitMs: 60_000 },
];

/** The lines of a screen that are the same whatever it is about, without their marks. */
function fixedLines(texts: Record<TextKey, string>, screen: TextKey): string[] {
  return texts[screen].split("\n").map((line) => line.replace(/^[!=>#]/, "")).filter((line) => line !== "" && !line.includes("{"));
}

/** Screens that end the demonstration at once: something went wrong, and waiting would only hide what. */
const BAD_SCREENS: readonly TextKey[] = [
  "refused", "unsent", "failed", "unknown", "cancelled", "signFailed", "faultParams", "faultSelf", "faultJournal", "cardAgain", "cardChip", "paper",
];

function onGlass(screen: TextKey, shown: string): boolean {
  return [zh, en].some((texts) => fixedLines(texts, screen).every((line) => shown.includes(line)));
}

function reached(step: Step, shown: string): boolean {
  if (step.shows !== undefined && !shown.includes(step.shows)) return false;
  return step.screen === undefined || onGlass(step.screen, shown);
}

/** What the receipts and the ledger must agree on. @returns What is wrong, one line each; empty when all is well. */
export function checkDemo(desk: Desk): string[] {
  const wrong: string[] = [];
  const entries = desk.acquirer.ledger();
  const slips = desk.terminal.printer.pieces.filter((piece) => piece.lines.length > 0);
  if (slips.length !== 2) wrong.push("there are " + slips.length + " slips, not 2");
  if (entries.length !== 1) wrong.push("the ledger holds " + entries.length + " transactions, not 1");
  const entry = entries[0];
  if (entry !== undefined && (entry.kind !== "sale" || entry.state !== "posted" || entry.amountMinor !== DEMO_AMOUNT_MINOR)) {
    wrong.push("the ledger holds " + entry.kind + " " + entry.amountMinor + " " + entry.state + ", not sale " + DEMO_AMOUNT_MINOR + " posted");
  }
  slips.forEach((piece, index) => {
    const paper = readPiece(piece);
    const text = paperText(paper).join("\n");
    const name = "slip " + (index + 1);
    if (!piece.cut) wrong.push(name + " was not finished");
    for (const problem of paper.problems) wrong.push(name + ": " + problem);
    for (const wanted of ["123.45", "621799", ...(entry === undefined ? [] : [entry.rrn, entry.authCode, entry.stan])]) {
      if (!text.replaceAll(" ", "").includes(wanted)) wrong.push(name + " does not show " + wanted);
    }
    if (text.replaceAll(" ", "").includes(walletCard(DEMO_CARD).pan)) wrong.push(name + " shows the whole card number");
  });
  return wrong;
}

/**
 * Play one sale and print what a person would see.
 * @param stepMs  Real time to look at each step; 0 to go on at once.
 * @returns What went wrong, one line each; empty when the sale is on paper and, alone, in the ledger.
 */
export async function playDemo(desk: Desk, print: (line: string) => void, stepMs: number): Promise<string[]> {
  const read = glassReader(desk.assets.get("font")!);
  const { display } = desk.terminal;
  let shown: string[] = [];
  let flipsRead = -1;
  // Asked after every event, so the glass is read only when it was drawn anew.
  const glass = (): string[] => {
    if (flipsRead !== display.flips) shown = read(display.glass);
    flipsRead = display.flips;
    return shown;
  };
  await desk.powerOn();
  for (const step of STEPS) {
    print("\n" + step.says);
    step.act(desk);
    let bad = false;
    const ended = (): boolean => {
      const words = glass().join("\n");
      bad = BAD_SCREENS.some((screen) => onGlass(screen, words));
      return bad || reached(step, words);
    };
    const seen = await playUntil(desk.world, ended, step.limitMs, { settle: () => desk.engine.settle(), holds: desk.holds });
    for (const line of frameBraille(desk.terminal.display.glass)) print("  |" + line + "|");
    if (!seen || bad) return ["after " + JSON.stringify(step.says) + " the display shows " + JSON.stringify(glass()), ...desk.hostLog.map((line) => "acquirer: " + line)];
    if (stepMs > 0) await sleep(stepMs);
  }
  for (const piece of desk.terminal.printer.pieces) {
    if (piece.lines.length === 0) continue;
    print("");
    for (const line of paperText(readPiece(piece))) print("  " + line);
  }
  print("\nAcquirer: " + ledgerLine(desk.acquirer.ledger()));
  return checkDemo(desk);
}
