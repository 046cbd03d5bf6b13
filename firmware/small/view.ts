import type { Native } from "../../hal/native.js";
import { textOf } from "../text/text-of.js";

/** Place of the first screen among the texts: the bundler puts the number here. */
declare const FIRST_SCREEN: number;

/** A screen as one of the texts, without room to spare behind it. */
export function viewOf(native: Native, language: number, screen: number): string {
  return textOf(native, language, FIRST_SCREEN + screen);
}

/** There are no screens for high contrast. */
export function twinOf(_native: Native, _language: number, _screen: number): number { return 0; }
