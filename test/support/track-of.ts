import type { Bench } from "../../sim/crash/power-up.js";
import { BASES } from "../../sim/crash/scenarios.js";
import { baseTrack, type Track } from "../../sim/crash/track.js";

/** The own track of a story, by the story's name. */
export const trackOf = (bench: Bench, name: string): Track => baseTrack(bench, BASES.find((one) => one.name === name)!);
