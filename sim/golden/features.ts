import { readdirSync } from "node:fs";
import { overlays } from "../../firmware/flow/overlays.js";
import { menuChart } from "../../firmware/flow/menu-rows.js";
import type { MenuJob } from "../../firmware/flow/menu.js";
import type { KindFile } from "../../firmware/txn/kind-file.js";
import type { TextKey } from "../../firmware/text/keys.js";
import { KINDS } from "../../tools/kinds.js";
import { flow } from "../../firmware/flow/chart.js";
import type { RunResult } from "../scenario/result.js";
import { isScreen, LANGUAGES, textOf, type Language, type Screen } from "../scenario/screens.js";
import { menuEntries } from "./menu-keys.js";
import { kindsOf, scenarioNames, type Plays } from "./plays.js";
import { PAPERS, RECEIPTS_FOLDER } from "./receipts.js";
import { fileName, scenarioOf, slipOf } from "./slip-types.js";
import { passageOf, stripPicture } from "./strips.js";

/** What becomes of it when the bank's answer does not come. Source: firmware/txn/kind-file.ts, `silence`. */
const SILENCE: Record<KindFile["silence"], string> = {
  reverse: "undone: 0400, repeated until answered; nothing new before",
  repeat: "sent again until answered (advice); nothing new before",
  forget: "nothing: no money moves, nothing is kept",
  local: "no bank is asked: recorded here only",
  query: "asked for again until the bank knows; undone only when the clerk gives it up",
};

/** The table, and pictures of the display by their names in docs/screens. */
export interface Features { text: string; pictures: Map<string, Buffer> }

/** A long list behind its number. */
function list(names: readonly string[]): string {
  const links = names.map((name) => `[${name}](../sim/scenarios/${name}.yaml)`);
  if (links.length <= 6) return links.join(", ") || "none";
  return `<details><summary>${links.length}</summary>${links.join(", ")}</details>`;
}

/** Pictures of one sort of slip and its variants. */
function receiptsOf(name: string | null): string {
  const files = readdirSync(RECEIPTS_FOLDER);
  const links = LANGUAGES.flatMap((language) => PAPERS.map(([paper]) => `${name}.${language}.${paper}.png`)).filter((file) => files.includes(file));
  return links.length === 0 ? "none" : links.map((file) => `[${file.split(".").slice(1, 3).join(" ")}](receipts/${file})`).join(" ");
}

const screensOfChart = (states: readonly (readonly string[])[]): string[] => states.map((state) => state[1]!).filter((screen) => screen !== "");

/** Screens that a job of the menu leads to: those that only its overlay has, or of the state that its event leads to. */
function screensOfJob(job: MenuJob): Screen[] {
  const row = menuChart.rows.find(([, event]) => event === job.event);
  const laid = job.overlay ?? row?.[5].find((effect) => effect.startsWith("lay"))?.slice(3).toLowerCase();
  if (laid === undefined) return screensOfChart(flow.states.filter((state) => state[0] === row?.[3])) as Screen[];
  // What is all values says nothing by itself: it would pass for any screen.
  const telling = (screen: string): boolean => textOf("en", screen as TextKey).replace(/\{\w+\}/g, "").match(/\w/) !== null;
  const others = new Set(screensOfChart([flow.states, ...Object.entries(overlays).filter(([name]) => name !== laid).map(([, chart]) => chart.states)].flat()));
  return [...new Set(screensOfChart(overlays[laid]?.states ?? []))].filter((screen) => !others.has(screen) && telling(screen)) as Screen[];
}

const shows = (result: RunResult, language: Language, screens: readonly Screen[]): boolean =>
  result.frames.some((frame) => screens.some((screen) => isScreen(frame.text, language, screen)));

async function kindPictures(plays: Plays, kind: KindFile): Promise<Map<string, Buffer>> {
  const pictures = new Map<string, Buffer>();
  for (const language of LANGUAGES) {
    const scenario = scenarioOf(fileName(kind.name));
    const frames = passageOf(await plays.of(scenario, language), language, kind[language].title);
    if (frames.length === 0) throw new Error(`kind ${kind.name}: sim/scenarios/${scenario}.yaml (${language}) never shows its title; name one that does in sim/golden/slip-types.ts`);
    pictures.set(`${fileName(kind.name)}.${language}.png`, stripPicture(frames));
  }
  return pictures;
}

const HEAD = `# Features

Made by \`npm run golden\` from the kinds of transaction (\`firmware/txn\`), the menu, and what the scenarios of \`sim/scenarios\` do when they are played; \`test/unit/sim/features.test.ts\` compares it. Not to be edited.

## Transactions

| Transaction | Keys | Screens | Scenarios | When the bank is silent | Slip (language, mm) |
|---|---|---|---|---|---|
`;

/** docs/FEATURES.md and its pictures. Errors: a kind that no scenario plays. */
export async function features(plays: Plays): Promise<Features> {
  const results = new Map<string, RunResult>();
  for (const name of scenarioNames()) results.set(name, await plays.of(name, "zh"));
  const kinds = new Map([...results].map(([name, result]) => [name, kindsOf(result).map((kind) => kind.name)]));
  const entries = menuEntries();
  const pictures = new Map<string, Buffer>();
  let text = HEAD;
  for (const kind of KINDS) {
    const file = fileName(kind.name);
    // What no menu begins, such as an inquiry that the terminal makes by itself, has no screens of its own.
    if (kind.menu !== null) for (const [name, picture] of await kindPictures(plays, kind)) pictures.set(name, picture);
    const screens = kind.menu === null ? "-" : `[en](screens/${file}.en.png) [zh](screens/${file}.zh.png)`;
    const keys = entries.find((entry) => entry.kind === kind)?.keys.join(" ") ?? "-";
    const scenarios = [...kinds].filter(([, names]) => names.includes(kind.name)).map(([name]) => name);
    if (scenarios.length === 0) throw new Error(`kind ${kind.name}: no scenario plays it`);
    text += `| ${kind.en.menu} ${kind.zh.menu} | ${keys} | ${screens} | ${list(scenarios)} | ${SILENCE[kind.silence]} | ${receiptsOf(slipOf(kind))} |\n`;
  }
  text += "\n## Other jobs of the menu\n\n| Job | Keys | Scenarios |\n|---|---|---|\n";
  for (const { job, keys } of entries) {
    if (job === null) continue;
    const screens = screensOfJob(job);
    text += `| ${job.en} ${job.zh} | ${keys.join(" ")} | ${list([...results].filter(([, result]) => shows(result, result.lang as Language, screens)).map(([name]) => name))} |\n`;
  }
  const others = readdirSync(RECEIPTS_FOLDER).filter((name) => name.endsWith(".en.58.png")).map((name) => name.split(".")[0]!).filter((name) => !KINDS.some((kind) => slipOf(kind) === name));
  text += "\n## Other slips\n\n| Slip | Pictures (language, mm) |\n|---|---|\n" + others.map((name) => `| ${name} | ${receiptsOf(name)} |\n`).join("");
  text += `\n${KINDS.length} transactions, ${entries.length} entries of the menu, ${results.size} scenarios.\n`;
  return { text, pictures };
}
