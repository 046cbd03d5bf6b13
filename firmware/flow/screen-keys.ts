import { KEYS } from "../text/keys.js";
import type { TextKey } from "../text/keys.js";

/** Screens stand last among the texts; in states and in the assets `view` they are counted from the first of them. For the build alone. */
export const SCREEN_KEYS: readonly TextKey[] = KEYS.slice(KEYS.indexOf("boot"));
