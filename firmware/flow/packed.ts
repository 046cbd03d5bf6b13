import { pack, packOverlay } from "../machine/pack.js";
import type { Packed, PackedOverlay } from "../machine/table.js";
import { beginChart } from "./begin.js";
import { flow } from "./chart.js";
import { codeChart } from "./code.js";
import { echoChart } from "./echo.js";
import { goodsChart } from "./goods.js";
import { liveChart } from "./live.js";
import { menuChart } from "./menu-rows.js";
import { peopleChart } from "./people.js";
import { settleChart } from "./settle.js";
import { signChart } from "./sign.js";
import { txnChart } from "./txn-rows.js";

/** The flow as the device runs it, and each overlay. The bundle step replaces this file by its values, so neither rows nor names reach the board. */
export const packedFlow: Packed = pack(flow);
export const packedBegin: PackedOverlay = packOverlay(flow, beginChart);
export const packedCode: PackedOverlay = packOverlay(flow, codeChart);
export const packedEcho: PackedOverlay = packOverlay(flow, echoChart);
export const packedGoods: PackedOverlay = packOverlay(flow, goodsChart);
export const packedLive: PackedOverlay = packOverlay(flow, liveChart);
export const packedMenu: PackedOverlay = packOverlay(flow, menuChart);
export const packedPeople: PackedOverlay = packOverlay(flow, peopleChart);
export const packedTxn: PackedOverlay = packOverlay(flow, txnChart);
export const packedSettle: PackedOverlay = packOverlay(flow, settleChart);
export const packedSign: PackedOverlay = packOverlay(flow, signChart);
