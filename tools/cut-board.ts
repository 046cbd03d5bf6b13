import { flow } from "../firmware/flow/chart.js";
import { overlays } from "../firmware/flow/overlays.js";
import { menuJobs } from "../firmware/flow/menu.js";
import type { Params } from "../firmware/acquirer/params.js";
import { KEYS, type TextKey } from "../firmware/text/keys.js";
import type { Board } from "./board.js";
import type { KindFile } from "../firmware/txn/kind-file.js";
import { boardRequest, joinModules } from "./bundle.js";
import { cutFlow, wantedOf, type CutFlow, type Wanted } from "./cut.js";
import { plain } from "./cut-sources.js";
import type { Dropped } from "./fit.js";
import { KINDS } from "./kinds.js";
import { shrunk } from "./heatshrink.js";
import { cutAssets } from "./cut-assets.js";

/** A cut-down terminal: its flow, its texts. */
export interface Cut { flow: CutFlow; texts: Set<TextKey> }

/** Events that come by number: keys, clock, and what the menu's data names. */
const BY_NUMBER = ["start", "timeout", "digit", "enter", "clear", "cancel", "menu", "goods", "language", "up", "down", "feed", "swiped"];
/** Constants that are the first of so many texts. */
const LISTS: Record<string, number> = { TEXT_WHY_CARD: 7, TEXT_WHY_JOURNAL: 5, TEXT_EXTRA: 19, TEXT_PROMPT: 6,  TEXT_STATE: 10, TEXT_LOOK: 2, TEXT_WHY_CODE: 4, TEXT_SIGN_HERE: 2, TEXT_TOTALS_EQUAL: 3, TEXT_SLIP: 3, TEXT_KEYS: 2 };
const PASSES_MAX = 8;

const constant = (prefix: string, name: string): string => prefix + name.replace(/[A-Z]/g, (letter) => "_" + letter).toUpperCase();
const uses = (text: string, word: string): number => text.match(new RegExp("\\b" + word + "\\b", "g"))?.length ?? 0;

/** Events that nothing in the joined program posts: their constants went with the functions that named them. */
function deadEvents(joined: string, alive: ReadonlySet<string>): Set<string> {
  return new Set(flow.events.filter((event) => !alive.has(event) && uses(joined, constant("EV_", event)) === 0));
}

/** Texts that only some kinds or overlays come to, where the code that shows them serves others too. */
function unsaid(key: TextKey, wanted: Wanted): boolean {
  const some = (test: (kind: KindFile) => boolean): boolean => wanted.kinds.some(test);
  if (/^extra[A-Z]/.test(key)) return wanted.kinds.every(plain) && !wanted.overlays.includes("note");
  if (/^prompt[A-Z]/.test(key)) return !some((kind) => kind.asks.some((question) => "prompt" + question.charAt(0).toUpperCase() + question.slice(1) === key));
  if (key === "cashSlip") return !some((kind) => kind.silence === "local");
  if (key === "whyAdded") return !some((kind) => kind.adds.includes("onTop"));
  return key === "whyListed" && !wanted.overlays.includes("live");
}

/** Texts whose constants the joined program still has. */
function textsOf(joined: string, wanted: Wanted): Set<TextKey> {
  const found = new Set<TextKey>();
  for (const [, name, number] of joined.matchAll(/\b(TEXT_\w+) = (\d+);/g)) for (let at = 0; at < (LISTS[name!] ?? 1); at++) found.add(KEYS[Number(number) + at]!);
  for (const key of found) if (unsaid(key, wanted)) found.delete(key);
  return found;
}

/**
 * What is left of the terminal on a board that names the kinds of transaction it wants; null for a board that has all of it.
 * Functions go with the rows that named them, then events with the functions that posted them, then more rows, until nothing goes.
 */
export async function cutOf(board: Board): Promise<Cut | null> {
  const wanted = wantedOf(board);
  if (wanted === null) return null;
  const jobs = menuJobs.flatMap((job) => (job.event !== undefined && job.event !== "jobSignIn" && (job.event !== "jobLanguage" || wanted.languages.length > 1) ? [job.event] : []));
  const alive = new Set<string>([...BY_NUMBER, ...jobs]);
  let dead = new Set<string>();
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const cut = cutFlow(wanted, dead);
    const joined = (await joinModules(boardRequest(board, cut))).text;
    const now = deadEvents(joined, alive);
    if ([...now].join() === [...dead].join()) return { flow: cut, texts: textsOf(joined, wanted) };
    dead = now;
  }
  throw new Error(board.name + ": its flow does not settle");
}

/** Assets of a cut-down terminal. */
export function assetsOf(cut: Cut, params: Partial<Params>, columns: number): Map<string, Buffer> {
  return cutAssets(cut.flow, cut.texts, params, columns);
}

const PACKED = ["des", "bins", "font8", "params", "profile.unionpay"];

/** True for what lies packed in the flash of a cut-down terminal: hal/espruino/small/native-storage.ts. */
function isPacked(name: string): boolean {
  return PACKED.includes(name) || name.startsWith("code.") || name.startsWith("more.");
}

/** Files as they lie in the flash of a cut-down terminal. */
export function packedFiles(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  return new Map([...files].map(([name, bytes]) => [name, isPacked(name) ? shrunk(bytes) : bytes]));
}

/** What this terminal does not have of the whole one, in words: names of languages, overlays and kinds; then how many rows of the flow and texts. */
export function leftOut(cut: Cut): Dropped[] {
  const { wanted, rowsLeftOut } = cut.flow;
  const names = [
    ...(["zh", "en"] as const).filter((language) => !wanted.languages.includes(language)),
    ...Object.keys(overlays).filter((name) => !wanted.overlays.includes(name)),
    ...KINDS.filter((kind) => !wanted.kinds.includes(kind)).map((kind) => kind.name),
    rowsLeftOut + " rows of the flow", KEYS.length - cut.texts.size - cut.flow.screens.size + " texts and screens", "issuers' names",
  ];
  return names.map((feature) => ({ feature, bytes: 0 }));
}
