import type { Profile } from "./profile.js";
import { profile as unionpay } from "./unionpay.js";

/**
 * Plain ISO 8583:1987: everything in ASCII, neither TPDU nor header, reversals by 0420, all network messages by 0800, MAC by X9.19.
 * What the standard leaves to the two sides (fields 53 and 59 to 63, the order of a settlement) is as in UnionPay's practice.
 * Sources: ISO 8583:1987, 4 (types of message, formats); ISO/IEC 9797-1, algorithm 3 with padding 1 (MAC); PAYMENTS 4.3.
 */
export const profile: Profile = {
  ...unionpay,
  name: "iso1987",
  spec: { ...unionpay.spec, packed: false },
  header: "",
  macAlgorithm: 2, // MAC_X919, so its MAC key has 16 bytes
  macMtis: " 0100 0110 0200 0210 0220 0230 0420 0430 0620 0630 .",
  reversalMti: "0420",
  networkMti: "0800",
};
