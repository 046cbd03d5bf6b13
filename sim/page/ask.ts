import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { paperPicture } from "../escpos/picture.js";
import { paperText, readPiece } from "../escpos/paper.js";
import { root } from "../paths.js";
import type { BytesShown, JournalShown, PrintShown, ScenarioShown } from "./protocol.js";
import { seatOf } from "./obey.js";
import { Refusal } from "./refusal.js";
import type { RunDesk } from "./desk.js";
import { frameBytes } from "./wire-feed.js";

const FOLDER = "sim/scenarios";

/** Questions that change nothing. */
export function journalOf(desk: RunDesk, terminal: number): JournalShown {
  return seatOf(desk, terminal).journal.now();
}

export function bytesOf(desk: RunDesk, entry: number): BytesShown {
  const frame = desk.frames.get(entry);
  if (frame === undefined) throw new Refusal("noEntry", "The bytes of this message are gone: the simulator keeps those of the last few hundred.");
  return frameBytes(frame);
}

export function printOf(desk: RunDesk, terminal: number, piece: number): PrintShown {
  const found = seatOf(desk, terminal).terminal.printer.pieces[piece];
  if (found === undefined || found.lines.length === 0) throw new Refusal("noPiece", "There is no such piece of paper.");
  const paper = readPiece(found);
  return { png: paperPicture(paper).toString("base64"), text: paperText(paper) };
}

let listed: ScenarioShown[] | null = null;

export function scenarioList(): ScenarioShown[] {
  listed ??= readdirSync(join(root, FOLDER)).filter((file) => file.endsWith(".yaml")).sort().map((file) => {
    const head = parse(readFileSync(join(root, FOLDER, file), "utf8")) as { title?: string; about?: string };
    return { name: file.replace(/\.yaml$/, ""), title: String(head.title ?? ""), about: String(head.about ?? "").trim() };
  });
  return listed;
}

/** Text of a scenario of this repository. Errors: {@link Refusal}. */
export function scenarioNamed(name: string): string {
  if (!scenarioList().some((one) => one.name === name)) throw new Refusal("noScenario", `There is no scenario ${JSON.stringify(name)} in ${FOLDER}.`);
  return readFileSync(join(root, FOLDER, name + ".yaml"), "utf8");
}
