import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { menuGroups, menuJobs } from "../firmware/flow/menu.js";
import { readParams, type Params } from "../firmware/acquirer/params.js";
import { en } from "../firmware/text/en.js";
import { KEYS, type TextKey } from "../firmware/text/keys.js";
import type { TradeFile } from "../firmware/trade/trade-file.js";
import { desTableBytes } from "../sim/des-tables.js";
import { columnFont } from "../sim/font/column-font.js";
import { buildDeviceFont } from "../sim/font/device-font.js";
import { unifont } from "../sim/font/unifont.js";
import { root } from "../sim/paths.js";
import { compileParams } from "./assets.js";
import { compileBins } from "./bins.js";
import type { CutFlow, Wanted } from "./cut.js";
import { compileKinds } from "./kinds.js";
import type { LineImages } from "./line-images.js";
import { compileMenu, menuPages, type MenuPage } from "./menu.js";
import { compileProfile, PROFILES } from "./profiles.js";
import { compileBody, compileShortTexts, OTHER_SLIPS } from "./texts.js";

/** What a terminal without hanzi begins with where data/params.json has them. */
const NAMES: Partial<Params> = { language: "en", merchantName: "Test Shop", acquirerName: "Test Acq" };

/** One page: what there is of the menu's jobs, none of them in a group of its own. A sign-in needs no item: the first key of a sale begins it where it is wanted. */
function menuOf(wanted: Wanted): TradeFile {
  const menu: Record<string, { group: string; digit: number } | null> = {};
  for (const job of menuJobs) {
    const name = job.overlay ?? job.event!;
    const there = job.overlay === undefined ? job.event !== "jobLanguage" || wanted.languages.length > 1 : wanted.overlays.includes(job.overlay);
    if (!there || job.group === "" || job.event === "jobSignIn") menu[name] = null;
    else if (job.event !== undefined) menu[name] = { group: "main", digit: menuGroups.find((group) => group.name === job.group)!.digit };
  }
  return { name: "retail", menu, defaults: {}, note: "" };
}

/** The menu of a cut-down terminal. */
export function cutPages(wanted: Wanted): MenuPage[] {
  return menuPages(wanted.kinds, menuOf(wanted));
}

/** Rows of the menu as texts of 16 columns, for firmware/small/menu-glass.ts. */
function textRows(): LineImages {
  const rows: string[] = [];
  return {
    numberOf(wanted) {
      const text = wanted[0]!.text.toString("latin1");
      const there = rows.indexOf(text);
      return there >= 0 ? there : rows.push(text) - 1;
    },
    bytes: () => Buffer.from(rows.join(""), "latin1"),
  };
}

const COUNT_BYTES = 4;
const START_BYTES = 8;
const SAYS_BYTES = 6;
const RECORD_BYTES = START_BYTES + SAYS_BYTES;
const NAME_BYTES = 40;

/** Card ranges with scheme, debit or credit, and the scheme's name in place of the issuer's: what is left when the issuers' names are not. */
function schemesOnly(): Buffer {
  const yaml = readFileSync(join(root, "data", "bins.yaml"), "utf8");
  const { schemes } = parse(yaml) as { schemes: { scheme: string; en: string }[] };
  const whole = compileBins(yaml).toString("latin1");
  const records: string[] = [];
  let before = "";
  for (let at = COUNT_BYTES, count = Number(whole.slice(0, COUNT_BYTES)); count > 0; count--, at += RECORD_BYTES) {
    const scheme = whole.substr(at + START_BYTES, 3);
    const number = schemes.findIndex((one) => one.scheme === scheme);
    const says = number < 0 ? " ".repeat(SAYS_BYTES) : whole.substr(at + START_BYTES, 4) + String(number).padStart(2, "0");
    if (says !== before) records.push(whole.substr(at, START_BYTES) + says);
    before = says;
  }
  const names = schemes.map((one) => one.en.padStart(NAME_BYTES - 24 + one.en.length).padEnd(NAME_BYTES));
  return Buffer.from(String(records.length).padStart(COUNT_BYTES, "0") + records.join("") + names.join(""), "latin1");
}

const GLYPHS = 96;
const NARROW_BYTES = GLYPHS * 16;
const TALL_BYTES = 32;
const FIRST = 32;

/** Of the tall glyphs only those of amounts and stars: hal/espruino/small/glyphs.ts. */
function narrowFont(): Buffer {
  const whole = columnFont(buildDeviceFont(unifont(), []).bytes);
  const tallAt = (code: number): number => NARROW_BYTES + (code - FIRST) * TALL_BYTES;
  return Buffer.concat([whole.subarray(0, NARROW_BYTES), whole.subarray(tallAt("*".charCodeAt(0)), tallAt("9".charCodeAt(0) + 1))]);
}

/** Texts that are seldom read and long: slips, and what a host may answer. */
const COLD: readonly TextKey[] = ["responses", "slip", "copyCustomer", ...OTHER_SLIPS];

/**
 * The assets of a cut-down terminal: only what its kinds, screens and languages need.
 * Errors: more than one language, or hanzi in the parameters of a terminal that has no glyphs for them.
 */
export function cutAssets(cut: CutFlow, texts: ReadonlySet<TextKey>, changes: Partial<Params>, columns: number): Map<string, Buffer> {
  const { wanted } = cut;
  if (wanted.languages.join() !== "en") throw new Error("a cut-down terminal speaks English alone: it has no room for glyphs of hanzi");
  const params = compileParams({ ...NAMES, ...changes });
  const odd = params.toString("latin1").split("\n").find((line) => /[^\x20-\x7e]/.test(line) || line === "language=zh");
  if (odd !== undefined) throw new Error("parameter " + odd.split("=")[0] + " needs hanzi, and this terminal has none");
  const profile = readParams(params.toString("latin1")).params?.profile;
  const lines = textRows();
  const files = new Map<string, Buffer>([
    ["params", params],
    ["bins", schemesOnly()],
    ["kinds", compileKinds(wanted.kinds)],
    ...PROFILES.filter((one) => one.name === profile).map((one): [string, Buffer] => ["profile." + one.name, compileProfile(one)]),
    ["text.en", compileShortTexts(en, columns, (key) => (texts.has(key) || cut.screens.has(key)) && !COLD.includes(key))],
    ...COLD.filter((key) => texts.has(key)).map((key): [string, Buffer] => ["more." + KEYS.indexOf(key), compileBody(en, key, columns)]),
    ["menu", compileMenu(cutPages(wanted), lines)],
  ]);
  files.set("lines", lines.bytes());
  files.set("font8", narrowFont());
  files.set("des", desTableBytes());
  return files;
}
