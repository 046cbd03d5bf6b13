import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TradeFile } from "../firmware/trade/trade-file.js";

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

/** The asset `trade.` and its name: lines of parameters, and the letter of the note. Empty for one that changes none. Errors: a name or note of the wrong form, text that is not ASCII. */
export function compileTrade(trade: TradeFile): Buffer {
  const lines = [...Object.entries(trade.defaults).map(([name, value]) => `${name}=${value}`), ...(trade.note === "" ? [] : ["note=" + trade.note])].join("\n");
  if (!/^[a-z]{1,16}$/.test(trade.name)) throw new Error(`trade ${trade.name}: its name has 1 to 16 small letters`);
  if (!/^[A-Z]?$/.test(trade.note)) throw new Error(`trade ${trade.name}: a note is one capital letter`);
  if (!/^[\x20-\x7e\n]*$/.test(lines)) throw new Error(`trade ${trade.name}: only ASCII`);
  return Buffer.from(lines, "latin1");
}
