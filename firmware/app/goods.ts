import type { Native } from "../../hal/native.js";

/** One record of the asset `goods`: code 13 digits (EAN-13, zeros on the left), name 16 bytes, unit price 12 digits in minor units. */
const CODE = 13;
const NAME = 16;
const PRICE = 12;
const RECORD = CODE + NAME + PRICE;

export interface Item {
  /** Position in the catalogue, from 0. */
  index: number;
  name: string;
  /** Unit price in minor units. */
  price: number;
  /** Columns of the paper that its line will fill. */
  paper?: number;
}

/** The item at `index`, wrapping at both ends; null when the catalogue is empty. */
export function itemAt(native: Native, index: number): Item | null {
  const count = Math.floor(native.assetLength("goods") / RECORD);
  if (count === 0) return null;
  const at = (index + count) % count;
  const record = native.asset("goods", at * RECORD, RECORD);
  return { index: at, name: record.substr(CODE, NAME).trim(), price: parseInt(record.substr(CODE + NAME, PRICE), 10) };
}

/** The item with this code, or null. */
export function itemByCode(native: Native, code: number): Item | null {
  const wanted = ("" + code).padStart(CODE, "0");
  const count = Math.floor(native.assetLength("goods") / RECORD);
  for (let index = 0; index < count; index++) {
    if (native.asset("goods", index * RECORD, CODE) === wanted) return itemAt(native, index);
  }
  return null;
}
