import { pack } from "../machine/pack.js";
import type { Packed } from "../machine/table.js";
import { flow } from "./chart.js";

/** The flow as the device runs it. The bundle step replaces this file by its value, so neither rows nor names reach the board. */
export const packedFlow: Packed = pack(flow);
