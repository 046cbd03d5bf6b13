import type { Native } from "../../hal/native.js";
import { TWIN_BYTES, VIEW_BYTES } from "./template.js";

const BASE = 36;

function assetOf(language: number): string { return language === 0 ? "view.zh" : "view.en"; }

/** A screen made ready. @param screen  Its place in the asset `view.zh` or `view.en`. */
export function viewOf(native: Native, language: number, screen: number): string {
  return native.asset(assetOf(language), screen * VIEW_BYTES, VIEW_BYTES - TWIN_BYTES);
}

/** Place of its twin for high contrast; not a number where there is none. */
export function twinOf(native: Native, language: number, screen: number): number {
  return parseInt(native.asset(assetOf(language), (screen + 1) * VIEW_BYTES - TWIN_BYTES, TWIN_BYTES), BASE);
}
