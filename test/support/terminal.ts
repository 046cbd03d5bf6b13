import { SLOT_MAK, MAC_CUP, type SecureModule } from "../../hal/secure.js";
import type { Params } from "../../firmware/acquirer/params.js";
import { cupMac } from "./cup-mac.js";
import { sessionMak } from "./messages.js";

/** Parameters of the terminal that speaks the synthetic session, PAYMENTS 5.8. */
export const sessionParams: Params = {
  mid: "100290058120001", tid: "12345678", tpdu: "6000030000", merchantName: "TEST SHOP", acquirerName: "TEST BANK",
  host: "127.0.0.1", port: 8583, currency: "156", currencyExponent: 2, currencyText: "RMB", language: "zh", operator: "01", supervisorCode: "123456",
  serial: "3060PS000001", profile: "unionpay", noPinLimitMinor: 0, amountMaxMinor: 9999999999, signOffAfterSettle: 0, loginWanted: 0, highContrast: 0, tipPercentMax: 0, tipAsked: 0, keyedCards: 0, instalments: "", trade: "retail", firstKind: 1, approvals: "", since: 0,
};

/** A secure module that only knows the session's MAK, by Node's own cipher; everything else is `badKey`. */
export function sessionSecure(): SecureModule {
  return {
    unwrap: (_slot, _wrapped, _kcv, done) => void setImmediate(() => done("badKey")),
    encrypt: (_slot, _blocks, done) => void setImmediate(() => done("badKey", "")),
    mac: (slot, algorithm, bytes, done) => void setImmediate(() => {
      if (slot === SLOT_MAK && algorithm === MAC_CUP) done(null, cupMac(sessionMak, bytes));
      else done("badKey", "");
    }),
    selfTest: (done) => void setImmediate(() => done(null)),
    forget: () => {},
  };
}
