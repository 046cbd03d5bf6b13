import type { Profile } from "./profile.js";
import { unionpaySpec } from "./unionpay-spec.js";

/** UnionPay POS practice. Sources: PAYMENTS 4.1 (MAC), 5.1 (header), 5.3 to 5.5, 9 (defaults). */
export const profile: Profile = {
  name: "unionpay",
  spec: unionpaySpec,
  header: "603100311108",
  macAlgorithm: 0, // MAC_CUP
  macMtis: " 0100 0110 0200 0210 0220 0230 0400 0410 0620 0630 .",
  unsignedCodes: " 30 77 96 97 99 A0 .",
  approvedCodes: " 00 11 A2 A4 A5 A6 0330.94 0510. .",
  reversedCodes: " 00 12 25 .",
  encryptTrack: true,
  pinAlgorithm: "6",
  pinLengthMax: "12",
  signOnNetworkCode: "004",
  capability: "600", // contactless reader, last chip use fine, no partial approval: as the synthetic session
  reversalMti: "0400",
  networkMti: "0820",
  reversalOriginal: false,
  hostTimeoutMs: 30000,
  reversalsMax: 12, // with the back-off about an hour
  settleCode: "201",
  uploadCode: "201",
  endEqualCode: "207",
  endUnequalCode: "202",
  signOffCode: "002",
  uploadItems: 8,
  domesticScheme: "CUP ALI WXP",
  // Reprint of any slip and settlement are by switch. Source: PAYMENTS 9, operator side.
  approvals: "+void +refund +preauthVoid +completionVoid +codeVoid +codeRefund -reprint -settle",
};

export { profile as unionpay };
