import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { BadInput } from "../cli/bad-input.js";
import type { ScriptStep } from "../acquirer/types.js";
import { loadWallet } from "../cards/wallet.js";
import { START_EPOCH_MS } from "../world.js";
import { openYaml, unknownName, type Cursor } from "./cursor.js";
import { readScript } from "./kinds/host-outcome.js";
import { stepKinds } from "./kinds/table.js";
import { LANGUAGES, SCREENS, type Language, type Screen } from "./screens.js";
import type { Stage } from "./stage.js";

/** One step, read and checked; `run` plays it. */
export interface Step {
  name: string;
  line: number;
  /** The step as one line, for reports. */
  shown: string;
  run(stage: Stage): Promise<void>;
}

export const TMKS = ["good", "none", "badCheck", "other", "chip"] as const;
export const STAFF = ["shop", "new"] as const;
export const MEDIA = ["fram", "nor"] as const;

/** How things must stand at the end besides what steps expect. */
export interface EndRules {
  /** Reversals still owed. */
  owed: number;
  /** Screen that must come within two minutes; "" does not ask. */
  screen: Screen | "";
  /** Compare the terminal's journal with the host's ledger. */
  agree: boolean;
}

/** A scenario file, read and checked. */
export interface Scenario {
  file: string;
  /** File name without folder and ending. */
  name: string;
  title: string;
  about: string;
  lang: Language;
  seed: number;
  startEpochMs: number;
  /** `idle` powers on and waits for the idle screen before the first step; `off` leaves that to the steps. */
  begin: "idle" | "off";
  /** Overrides of the parameters file; null takes a name away. */
  params: Readonly<Record<string, unknown>>;
  tmk: (typeof TMKS)[number];
  /** `shop`: operators at work (sim/devices/people.ts); `new`: nobody has used the terminal yet. */
  people: (typeof STAFF)[number];
  storage: { kind: (typeof MEDIA)[number]; sizeBytes: number };
  /** One way to the host. */
  latencyMs: number;
  /** Terminal's clock less the host's, ms. */
  clockAheadMs: number;
  acquirer: ScriptStep[];
  /** Balances that replace the wallet's, by card. */
  balances: Readonly<Record<string, number>>;
  end: EndRules;
  steps: Step[];
  /** A whole run of the page, packed, that the steps tell a part of; '' in a file made by hand. `postern run` plays the steps. */
  page: string;
}

const KEYS = ["title", "about", "lang", "seed", "start", "begin", "params", "tmk", "people", "storage", "latency", "clock ahead", "acquirer", "balances", "end", "steps", "page"];
const PARAMS = [
  "mid", "tid", "tpdu", "merchantName", "acquirerName", "host", "port", "currency", "currencyExponent", "currencyText", "language",
  "operator", "serial", "profile", "noPinLimitMinor", "amountMaxMinor", "signOffAfterSettle", "supervisorCode", "loginWanted", "highContrast", "tipPercentMax", "tipAsked", "keyedCards", "instalments", "trade", "firstKind", "approvals", "since",
];
const FRAM_BYTES = 32768;

function readStart(at: Cursor): number {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(at.text());
  const epochMs = found === null ? Number.NaN : Date.parse(`${found[1]}T${found[2]}Z`);
  return Number.isNaN(epochMs) ? at.refuse('a time such as "2026-06-15 09:31:00" is needed here') : epochMs;
}

function readEnd(at: Cursor | undefined): EndRules {
  const end: EndRules = { owed: 0, screen: "idle", agree: true };
  for (const [name, value] of at?.map(["owed", "screen", "agree"], "end") ?? []) {
    if (name === "owed") end.owed = value.whole(0, 9);
    else if (name === "screen") end.screen = value.value === "any" ? "" : value.oneOf(SCREENS, "screen");
    else end.agree = value.yesNo();
  }
  return end;
}

function readBalances(at: Cursor | undefined): Record<string, number> {
  const ids = loadWallet().map((card) => card.id);
  return Object.fromEntries([...(at?.map(ids, "balances") ?? [])].map(([id, value]) => [id, value.whole(0, 999999999999)]));
}

function readStorage(at: Cursor | undefined): Scenario["storage"] {
  const parts = at?.map(["kind", "size"], "storage");
  return { kind: parts?.get("kind")?.oneOf(MEDIA, "medium") ?? "fram", sizeBytes: parts?.get("size")?.whole(256, 1 << 24) ?? FRAM_BYTES };
}

export const STEP_KINDS = stepKinds((at) => readSteps(at));

/** A list of steps; also of `repeat`. */
export function readSteps(at: Cursor): Step[] {
  return at.list().map((item) => {
    const map = item.map(null, "a step");
    const entry = [...map][0];
    if (entry === undefined || map.size !== 1) {
      const first = [...map.keys()].slice(0, 2).join(" and ");
      return item.refuse(`a step is one kind and its value; this one has ${map.size} (${first})`);
    }
    const [name, value] = entry;
    const kind = STEP_KINDS.find((one) => one.name === name);
    if (kind === undefined) return item.refuse(unknownName("step kind", name, STEP_KINDS.map((one) => one.name)));
    const run = kind.read(value);
    return { name, line: item.line, shown: `${name}: ${JSON.stringify(value.value)}`.slice(0, 200), run };
  });
}

/** Read a scenario from text. @param file  Its name, for messages. Errors: {@link BadInput} with file, line and the names that are allowed. */
export function parseScenario(text: string, file: string): Scenario {
  const top = openYaml(text, file);
  const parts = top.map(KEYS, "a scenario");
  const steps = parts.get("steps");
  const title = parts.get("title");
  if (title === undefined || steps === undefined) return top.refuse(`a scenario needs ${title === undefined ? "title" : "steps"}`);
  const params = Object.fromEntries([...(parts.get("params")?.map(PARAMS, "params") ?? [])].map(([name, value]) => [name, value.value]));
  return {
    file, name: basename(file).replace(/\.ya?ml$/, ""),
    title: title.text(), about: parts.get("about")?.text().trim() ?? "",
    lang: parts.get("lang")?.oneOf(LANGUAGES, "language") ?? "zh",
    seed: parts.get("seed")?.whole(0, 0xffffffff) ?? 1,
    startEpochMs: parts.has("start") ? readStart(parts.get("start")!) : START_EPOCH_MS,
    begin: parts.get("begin")?.oneOf(["idle", "off"] as const, "way to begin") ?? "idle",
    params, tmk: parts.get("tmk")?.oneOf(TMKS, "master key") ?? "good",
    people: parts.get("people")?.oneOf(STAFF, "staff") ?? "shop",
    storage: readStorage(parts.get("storage")),
    latencyMs: parts.get("latency")?.duration() ?? 15,
    clockAheadMs: parts.get("clock ahead")?.duration() ?? 0,
    acquirer: parts.get("acquirer")?.list().flatMap(readScript) ?? [],
    balances: readBalances(parts.get("balances")),
    end: readEnd(parts.get("end")),
    steps: readSteps(steps),
    page: parts.get("page")?.text() ?? "",
  };
}

/** Read a scenario file. Errors: {@link BadInput}, also when there is no such file. */
export function loadScenario(file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new BadInput(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}`);
  }
  return parseScenario(text, file);
}
