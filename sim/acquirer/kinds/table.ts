import type { Kind, Request } from "../request.js";
import { balance } from "./balance.js";
import { batchUpload } from "./batch-upload.js";
import { codeQuery, scanPay } from "./code-pay.js";
import { completionVoid } from "./completion-void.js";
import { couponAsk, couponPay } from "./coupon.js";
import { echo } from "./echo.js";
import { instalment, instalmentVoid } from "./instalment.js";
import { activation, leaving, liveDownload } from "./live.js";
import { completion, completionAdvice, preauth, preauthVoid } from "./preauth.js";
import { pointsAsk, pointsPay } from "./points.js";
import { refund } from "./refund.js";
import { reversal } from "./reversal.js";
import { sale } from "./sale.js";
import { settlement } from "./settlement.js";
import { signIn } from "./sign-in.js";
import { signOff } from "./sign-off.js";
import { tip } from "./tip.js";
import { payeeAsk, statement, transfer } from "./transfer.js";
import { voidSale } from "./void.js";

/** Every transaction kind the host knows, likeliest first. A new kind is one file and one entry here. */
const kinds: Kind[] = [instalment, instalmentVoid, scanPay, codeQuery, pointsPay, pointsAsk, couponPay, couponAsk, payeeAsk, transfer, statement, sale, reversal, voidSale, refund, balance, preauth, preauthVoid, completion, completionVoid, completionAdvice, tip, signIn, signOff, echo, settlement, batchUpload, activation, liveDownload, leaving];

/** The kind of a request, or undefined when nobody here knows it. */
export function kindOf(request: Request): Kind | undefined {
  return kinds.find((kind) => kind.fits(request));
}
