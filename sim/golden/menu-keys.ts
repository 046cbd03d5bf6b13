import { EVENTS } from "../../firmware/flow/names.js";
import { menuJobs, type MenuJob } from "../../firmware/flow/menu.js";
import type { KindFile } from "../../firmware/txn/kind-file.js";
import { KINDS } from "../../tools/kinds.js";
import { menuPages, type MenuPage } from "../../tools/menu.js";

/** Something that the menu begins, and the keys to it. */
export interface MenuEntry {
  /** `MENU`, then a digit for each level. */
  keys: string[];
  kind: KindFile | null;
  job: MenuJob | null;
}

const jobOf = (action: Buffer): MenuJob | null => menuJobs.find((job) => (action[0] === 0x45 ? job.event === EVENTS[action[1]!] : action[0] === 0x4f && job.overlay === action.toString("latin1", 1).trim())) ?? null;

/** Every entry of the menu as its pages hold it, in their order; pages that only turn cost no key, their digits work on each. */
export function menuEntries(pages: readonly MenuPage[] = menuPages(KINDS)): MenuEntry[] {
  const found: MenuEntry[] = [];
  const seen = new Set<string>();
  function walk(number: number, keys: string[]): void {
    const page = pages[number]!;
    if (seen.has(page.group)) return;
    seen.add(page.group);
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 0].forEach((digit) => {
      const action = page.actions[digit]!;
      const here = [...keys, String(digit)];
      const letter = String.fromCharCode(action[0]!);
      if (letter === "P") walk(action[1]!, here);
      else if (letter === "K") found.push({ keys: here, kind: KINDS.find((kind) => kind.number === action[1]) ?? null, job: null });
      else if (letter !== " ") found.push({ keys: here, kind: null, job: jobOf(action) });
    });
  }
  walk(0, ["MENU"]);
  return found;
}

/** What it is called in the menu. */
export function entryWords(entry: MenuEntry, language: "zh" | "en"): string {
  return entry.kind === null ? entry.job![language] : entry.kind[language].menu;
}
