import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KindFile } from "../../firmware/txn/kind-file.js";
import { root } from "../paths.js";
import { LANGUAGES, type Language, type Screen } from "../scenario/screens.js";
import { JOB_WORDS, KIND_SILENCE, QUESTION_WORDS, SILENCE_WORDS, STEP_WORDS } from "./guide-words.js";
import { entryWords, menuEntries, type MenuEntry } from "./menu-keys.js";
import type { Plays } from "./plays.js";
import { fileName } from "./slip-types.js";
import { sceneOf, stripPicture } from "./strips.js";

/** The guides, each with its language and whose part of the menu it describes. */
export const GUIDES = [
  { file: "clerk.en.md", language: "en", whose: "clerk" }, { file: "clerk.zh-CN.md", language: "zh", whose: "clerk" },
  { file: "supervisor.en.md", language: "en", whose: "supervisor" }, { file: "supervisor.zh-CN.md", language: "zh", whose: "supervisor" },
] as const;
export const GUIDE_FOLDER = join(root, "docs", "guide");

/** Pictures for the guides: the scenario that is played, and the screens that are shown of it, in this order. */
const SCENES: Record<string, { scenario: string; screens: readonly Screen[] }> = {
  "menu": { scenario: "echo", screens: ["idle", "menu", "menu.manage"] },
  "log-in": { scenario: "people-login", screens: ["peopleLocked", "peopleNumber", "peoplePassword", "peopleIn"] },
  "sale": { scenario: "debit-with-pin", screens: ["amount", "card", "confirm", "pin", "sending", "printing", "tear", "done"] },
  "read-again": { scenario: "swipe-parity", screens: ["cardAgain"] },
  "refused": { scenario: "declined-no-money", screens: ["sending", "refused"] },
  "unknown": { scenario: "unknown-printed", screens: ["sending", "unknown", "reversing", "reversed"] },
  "paper": { scenario: "paper-out-merchant", screens: ["printing", "paper"] },
  "goods": { scenario: "goods", screens: ["goods", "card"] },
  "tip-before": { scenario: "tip-before", screens: ["tipAsk", "askAdd", "card"] },
  "keyed": { scenario: "keyed", screens: ["cardAgain", "keyed", "confirm"] },
  "high-contrast": { scenario: "high-contrast", screens: ["amount", "pin"] },
  "first-use": { scenario: "people-first-use", screens: ["peopleNumber", "peoplePassword", "peopleFresh", "peopleAgain", "peopleDone"] },
  "people": { scenario: "people-manage", screens: ["peoplePage", "peopleManage"] },
  "denied": { scenario: "people-wrong-password", screens: ["denied"] },
  "approval": { scenario: "void", screens: ["askApproval", "askTyped", "askOriginal", "askConfirm"] },
  "settle": { scenario: "settle-schemes", screens: ["settleAsk", "settling", "settlePrinting", "settleDone"] },
  "settle-later": { scenario: "settle-no-answer", screens: ["settling", "settleLater"] },
  "stuck": { scenario: "settle-stuck", screens: ["stuck", "stuckCode"] },
};

/** Every picture of the guides by its name in docs/guide/pictures. */
export async function guidePictures(plays: Plays): Promise<Map<string, Buffer>> {
  const pictures = new Map<string, Buffer>();
  for (const [name, { scenario, screens }] of Object.entries(SCENES)) {
    for (const language of LANGUAGES) pictures.set(`${name}.${language}.png`, stripPicture(sceneOf(await plays.of(scenario, language), language, screens)));
  }
  return pictures;
}

/** Is it the supervisor's? What asks for his password, settlement, and what the group of management holds. */
function whose(entry: MenuEntry): "clerk" | "supervisor" {
  if (entry.kind !== null) return entry.kind.asks.includes("approval") ? "supervisor" : "clerk";
  return entry.job!.group === "manage" || entry.job!.overlay === "settle" ? "supervisor" : "clerk";
}

function stepsOf(kind: KindFile, language: Language): string {
  const steps = kind.asks.map((question) => QUESTION_WORDS[question][language]);
  if (kind.amount === "typed") {
    const codes = kind.asks.findIndex((question) => question === "payCode" || question === "showCode" || question === "periods");
    steps.splice(codes < 0 ? steps.length : codes, 0, STEP_WORDS.amount[language]);
  }
  if (kind.card === "swiped") {
    steps.push(STEP_WORDS.card[language]);
    if (kind.pin !== "never") steps.push(STEP_WORDS[kind.pin === "always" ? "pinAlways" : "pinMaybe"][language]);
  }
  return steps.length === 0 ? "" : STEP_WORDS.asks[language] + steps.join(STEP_WORDS.joint[language]) + STEP_WORDS.end[language];
}

/** One entry of the menu in a guide. Errors: a job without words. */
function described(entry: MenuEntry, language: Language): string {
  const head = `- **${entryWords(entry, language)}** (\`${entry.keys.join(" ")}\`): `;
  if (entry.kind !== null) {
    return head + stepsOf(entry.kind, language) + (KIND_SILENCE[entry.kind.name] ?? SILENCE_WORDS[entry.kind.silence])[language] + ` ([${STEP_WORDS.screens[language]}](../screens/${fileName(entry.kind.name)}.${language}.png))`;
  }
  const words = JOB_WORDS[entry.job!.en];
  if (words === undefined) throw new Error(`guide: say in sim/golden/guide-words.ts, JOB_WORDS, what the menu's ${JSON.stringify(entry.job!.en)} is for`);
  return head + words[language];
}

const BEGIN = "<!-- menu: made by npm run golden -->";
const END = "<!-- /menu -->";

/** A guide with its part of the menu as the menu is now. Errors: its marks are missing, or words for a job. */
export function guideText(guide: (typeof GUIDES)[number]): string {
  const text = readFileSync(join(GUIDE_FOLDER, guide.file), "utf8");
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error(`docs/guide/${guide.file}: the list of the menu stands between ${BEGIN} and ${END}`);
  const entries = menuEntries().filter((entry) => whose(entry) === guide.whose);
  return text.slice(0, from) + BEGIN + "\n" + entries.map((entry) => described(entry, guide.language) + "\n").join("") + text.slice(to);
}
