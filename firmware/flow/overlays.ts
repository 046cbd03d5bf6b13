import { allowChart } from "./allow.js";
import { beginChart } from "./begin.js";
import { codeChart } from "./code.js";
import { diagChart } from "./diag.js";
import { echoChart } from "./echo.js";
import { goodsChart } from "./goods.js";
import { keyedChart } from "./keyed.js";
import { liveChart } from "./live.js";
import { lookChart } from "./look.js";
import { totalsChart } from "./totals-rows.js";
import { closedChart } from "./closed.js";
import { offChart } from "./off.js";
import { menuChart } from "./menu-rows.js";
import { noteChart } from "./note.js";
import { peopleChart } from "./people.js";
import { planChart } from "./plan.js";
import { settleChart } from "./settle.js";
import { signChart } from "./sign.js";
import { tipChart } from "./tip.js";
import { trainChart } from "./train.js";
import { valueChart } from "./value.js";
import { txnChart } from "./txn-rows.js";
import type { OverlayChart } from "./types.js";

/** Every overlay by name, for the drawings and the model check; firmware/overlay holds its functions under the same name. */
export const overlays: Record<string, OverlayChart> = { allow: allowChart, begin: beginChart, code: codeChart, diag: diagChart, echo: echoChart, goods: goodsChart, keyed: keyedChart, live: liveChart, menu: menuChart, note: noteChart, people: peopleChart, plan: planChart, settle: settleChart, sign: signChart, look: lookChart, totals: totalsChart, closed: closedChart, off: offChart, tip: tipChart, train: trainChart, txn: txnChart, value: valueChart };
