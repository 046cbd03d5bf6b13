import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TradeFile } from "../firmware/trade/trade-file.js";
import type { KindFile } from "../firmware/txn/kind-file.js";
import { KINDS } from "./kinds.js";

/** Every trade that the files of a folder of compiled modules hold. @param folder  file: address that ends in a slash. */
export async function loadTrades(folder: URL): Promise<TradeFile[]> {
  const files = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith(".js")).sort();
  const modules = await Promise.all(files.map((name) => import(new URL(name, folder).href) as Promise<{ trade?: TradeFile }>));
  return modules.flatMap((module) => (module.trade === undefined ? [] : [module.trade]));
}

/** The trades of this tree: the files of firmware/trade, whatever they are called. */
export const TRADES: readonly TradeFile[] = await loadTrades(new URL("../firmware/trade/", import.meta.url));

export function tradeNamed(name: string): TradeFile | undefined {
  return TRADES.find((trade) => trade.name === name);
}

/** Number of the kind that an amount typed at idle begins. Errors: no kind of that name, or one that asks for more than amount and card. */
function firstOf(trade: TradeFile, kinds: readonly KindFile[]): number {
  const kind = kinds.find((one) => one.name === trade.first);
  if (kind === undefined) throw new Error(`trade ${trade.name}: no kind is called ${trade.first}`);
  if (kind.asks.length > 0 || kind.amount !== "typed" || kind.card !== "swiped" || kind.flow !== undefined) throw new Error(`trade ${trade.name}: ${kind.name} cannot begin at idle, it asks for more than amount and card`);
  return kind.number;
}

/** The asset `trade.` and its name: lines of parameters, and the letter of the note. Empty for one that changes none. Errors: a name, note or first kind of the wrong form, text that is not ASCII. */
export function compileTrade(trade: TradeFile, kinds: readonly KindFile[] = KINDS): Buffer {
  const given = { ...trade.defaults, ...(trade.first === undefined ? {} : { firstKind: firstOf(trade, kinds) }) };
  const lines = [...Object.entries(given).map(([name, value]) => `${name}=${value}`), ...(trade.note === "" ? [] : ["note=" + trade.note])].join("\n");
  if (!/^[a-z]{1,16}$/.test(trade.name)) throw new Error(`trade ${trade.name}: its name has 1 to 16 small letters`);
  if (!/^[A-Z]?$/.test(trade.note)) throw new Error(`trade ${trade.name}: a note is one capital letter`);
  if (!/^[\x20-\x7e\n]*$/.test(lines)) throw new Error(`trade ${trade.name}: only ASCII`);
  return Buffer.from(lines, "latin1");
}
