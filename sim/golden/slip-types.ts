import { existsSync } from "node:fs";
import { join } from "node:path";
import type { KindFile } from "../../firmware/txn/kind-file.js";
import { KINDS } from "../../tools/kinds.js";
import { OTHER_SLIPS, slipTitle } from "../../tools/texts.js";
import { root } from "../paths.js";
import type { Language } from "../scenario/screens.js";
import type { Slip } from "../scenario/slips.js";

/** A sort of slip, and the scenario that prints it. */
export interface SlipType {
  /** Begins the names of its pictures: `sale`, `settle-slip`, `sale-reprint`. */
  name: string;
  /** File in sim/scenarios, without `.yaml`. */
  scenario: string;
  /** Is a slip one of this sort? Of those that are, the first of each copy is drawn. */
  takes(slip: Slip, language: Language): boolean;
}

/** Where a sort of slip is not printed by the scenario of its own name. */
const ELSEWHERE: Record<string, string> = {
  "sale": "debit-with-pin", "preauth-void": "preauth", "completion": "preauth", "completion-void": "preauth",
  "settle-slip": "settle-schemes", "stuck-slip": "settle-stuck", "unknown-slip": "unknown-printed", "code-ask": "code-void", "points-pay": "points", "points-ask": "points", "coupon-pay": "coupon", "cash-slip": "cash", "totals-slip": "totals", "live-slip": "live-activate",
};

/** `preauthVoid` as files are called: `preauth-void`. */
export function fileName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
}

/** Name of the sort of slip that a kind prints: its own for what no bank was asked; null when nothing is kept. */
export function slipOf(kind: KindFile): string | null {
  if (kind.silence === "forget") return null;
  return fileName(kind.name) + (kind.silence === "local" ? "-slip" : "");
}

/** The scenario that shows a sort of slip or a kind. Errors: there is none. */
export function scenarioOf(name: string): string {
  const scenario = ELSEWHERE[name] ?? name;
  if (existsSync(join(root, "sim", "scenarios", scenario + ".yaml"))) return scenario;
  throw new Error(`${name}: write sim/scenarios/${name}.yaml, which prints it, or name the scenario that does in sim/golden/slip-types.ts`);
}

const says = (slip: Slip, words: string): boolean => slip.text.some((line) => line.trim() === words);
const isCopy = (slip: Slip): boolean => slip.copy === "merchant" || slip.copy === "customer";

/** The same slip under other circumstances. */
function variants(): SlipType[] {
  const variant = (name: string, scenario: string, takes: SlipType["takes"]): SlipType => ({ name, scenario: scenarioOf(scenario), takes });
  return [
    variant("sale-signature", "credit-no-pin", isCopy),
    variant("sale-goods", "goods", isCopy),
    variant("sale-tip", "tip-before", (slip) => isCopy(slip) && !slip.duplicate),
    variant("sale-keyed", "keyed", (slip) => isCopy(slip) && !slip.duplicate),
    variant("sale-foreign-card", "foreign-card", isCopy),
    variant("sale-reprint", "reprint", (slip) => slip.duplicate && isCopy(slip)),
    variant("sale-training", "training", (slip) => isCopy(slip) && !slip.duplicate && slip.text.some((line) => line.includes("TRAINING"))),
    variant("unknown-slip-reprint", "unknown-printed", (slip) => slip.duplicate && slip.copy === "unknown"),
    variant("settle-slip-reprint", "settle-power-slip", (slip) => slip.duplicate && slip.copy === "totals"),
  ];
}

/** Every sort of slip there is: one for each kind of transaction that is kept, one for each slip of one copy, and the variants. Errors: a sort that no scenario prints. */
export function slipTypes(): SlipType[] {
  const kinds = KINDS.filter((kind) => kind.silence !== "forget" && kind.silence !== "local").map((kind): SlipType => {
    const name = fileName(kind.name);
    return { name, scenario: scenarioOf(name), takes: (slip, language) => isCopy(slip) && !slip.duplicate && says(slip, kind[language].slip) };
  });
  const others = OTHER_SLIPS.map((key): SlipType => {
    const name = fileName(key);
    return { name, scenario: scenarioOf(name), takes: (slip, language) => !slip.duplicate && says(slip, slipTitle(language, key)) };
  });
  return [...kinds, ...others, ...variants()];
}
