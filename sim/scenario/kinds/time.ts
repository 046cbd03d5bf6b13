import type { Cursor } from "../cursor.js";
import { isScreen, LANGUAGES, placesOf, SCREENS, screensOf, squash, type Language, type PlaceValues, type Screen } from "../screens.js";
import { fail, shownGlass, type Stage } from "../stage.js";
import type { StepKind } from "./kind.js";

/** How long a screen may take by default: several answers of ports, but less than any message's time to be read twice. */
const SCREEN_WITHIN_MS = 10000;

interface ScreenAsked {
  is: Screen | null;
  values: PlaceValues;
  has: Words[];
  not: Words[];
  withinMs: number;
  language: Language | null;
}

/** A text, or one for each language: `{ zh: ..., en: ... }`; a text key stands for its words. */
export type Words = Readonly<Record<Language, string>>;
export function readWords(at: Cursor): Words {
  if (!at.isMap) return { zh: at.text(), en: at.text() };
  const parts = at.map(LANGUAGES, "a text in two languages");
  const zh = parts.get("zh")?.text() ?? at.refuse("zh is missing");
  return { zh, en: parts.get("en")?.text() ?? at.refuse("en is missing") };
}

function wordList(at: Cursor | undefined): Words[] {
  if (at === undefined) return [];
  return at.isList ? at.list().map(readWords) : [readWords(at)];
}

function readScreen(at: Cursor): ScreenAsked {
  const asked: ScreenAsked = { is: null, values: {}, has: [], not: [], withinMs: SCREEN_WITHIN_MS, language: null };
  if (!at.isMap) return { ...asked, is: at.oneOf(SCREENS, "screen") };
  const parts = at.map(["is", "with", "has", "not", "within", "lang"], "expect screen");
  asked.is = parts.get("is")?.oneOf(SCREENS, "screen") ?? null;
  if (parts.has("with")) {
    if (asked.is === null) parts.get("with")!.refuse("`with` needs `is`");
    const places = placesOf(asked.is!);
    asked.values = Object.fromEntries([...parts.get("with")!.map(places, `screen ${asked.is}`)].map(([name, value]) => [name, value.text()]));
  }
  asked.has = wordList(parts.get("has"));
  asked.not = wordList(parts.get("not"));
  asked.withinMs = parts.get("within")?.duration() ?? SCREEN_WITHIN_MS;
  asked.language = parts.get("lang")?.oneOf(LANGUAGES, "language") ?? null;
  return asked;
}

/** Whether the glass shows what is asked; text keys in `has` are words of the language. */
function shows(rows: string[], language: Language, asked: ScreenAsked): boolean {
  if (asked.is !== null && !isScreen(rows, language, asked.is, asked.values)) return false;
  const glass = squash(rows.join(""));
  return asked.has.every((words) => glass.includes(squash(words[language]))) && asked.not.every((words) => !glass.includes(squash(words[language])));
}

function describe(language: Language, asked: ScreenAsked): string {
  const values = Object.entries(asked.values).map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(", ");
  const parts = [
    asked.is === null ? "" : `screen ${asked.is} (${language})${values === "" ? "" : ` with ${values}`}`,
    ...asked.has.map((words) => `${JSON.stringify(words[language])} on the screen`),
    ...asked.not.map((words) => `no ${JSON.stringify(words[language])} on the screen`),
  ];
  return parts.filter((part) => part !== "").join(" and ") + ` within ${asked.withinMs} ms`;
}

/** Play until the glass shows it. */
async function expectScreen(stage: Stage, asked: ScreenAsked): Promise<void> {
  const language = asked.language ?? stage.language;
  let flips = -1;
  let good = false;
  const reached = (): boolean => {
    if (stage.terminal.display.flips !== flips) {
      flips = stage.terminal.display.flips;
      good = shows(stage.glass(), language, asked);
    }
    return good && stage.terminal.powered;
  };
  if (await stage.until(reached, asked.withinMs)) return;
  const rows = stage.glass();
  fail(describe(language, asked), `${shownGlass(rows)}${stage.terminal.powered ? "" : ", power off"}, which is ${screensOf(rows).join(" or ") || "no known screen"}`);
}

/** Wait for a screen by name, for steps that play more than one move. */
export async function waitForScreen(stage: Stage, is: Screen, withinMs: number): Promise<void> {
  await expectScreen(stage, { is, values: {}, has: [], not: [], withinMs, language: null });
}

export const timeKinds: readonly StepKind[] = [
  {
    name: "wait", about: "virtual time goes by",
    read(at) {
      const durationMs = at.duration();
      return (stage) => stage.run(durationMs);
    },
  },
  {
    name: "idle", about: "wait for the idle screen, at most so long",
    read(at) {
      const withinMs = at.duration();
      return (stage) => waitForScreen(stage, "idle", withinMs);
    },
  },
  {
    name: "language", about: "the language that screens are expected in from here on",
    read(at) {
      const asked = at.oneOf(["zh", "en", "other"] as const, "language");
      return async (stage) => { stage.language = asked === "other" ? (stage.language === "zh" ? "en" : "zh") : asked; };
    },
  },
  {
    name: "expect screen", about: "what the glass shows, at once or soon",
    read(at) {
      const asked = readScreen(at);
      return (stage) => expectScreen(stage, asked);
    },
  },
];
