import type { TradeFile } from "./trade-file.js";

/** A shop with a counter: what a terminal does when nobody says anything else. */
export const trade: TradeFile = { name: "retail", menu: {}, defaults: {}, note: "" };
