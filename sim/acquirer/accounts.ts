import { loadWallet } from "../cards/wallet.js";
import type { Account, Terminal, WorkingKeys } from "./types.js";

/** Working keys of the synthetic session S1 (PAYMENTS 3.1): made-up keys whose whole exchange is printed there. */
export const S1_KEYS: WorkingKeys = {
  pik: "A7C45773FE04E5194A8C329232DFADFE", mak: "E3436449975198F8", tdk: "169E3EAB6D4957133483BAADF78C370E",
};

/** Terminal master key of the synthetic session S1; also the default of every test terminal. */
export const S1_TMK = "0123456789ABCDEFFEDCBA9876543210";

/** Terminals known from the start. The first one is the terminal of PAYMENTS 5.8. */
export const testTerminals: Terminal[] = [
  { tid: "12345678", mid: "100290058120001", tmk: S1_TMK },
  { tid: "12345679", mid: "100290058120001", tmk: "89ABCDEF0123456776543210FEDCBA98" },
  { tid: "12345680", mid: "100290058120002", tmk: "1133557799BBDDFF0022446688AACCEE" },
];

/** Fresh copies of the accounts behind the test cards of sim/cards/wallet.yaml; the caller may change balances. No bank gave out a number with a wrong check digit. */
export function testAccounts(): Account[] {
  return loadWallet().filter((card) => card.refused !== "luhn").map((card) => ({
    id: card.id, title: card.name, pan: card.pan, holder: card.holder, pin: card.pin, pinOptional: card.pinOptional, expiry: card.expiry,
    serviceCode: card.serviceCode, kind: card.kind === "C" ? "credit" : "debit", scheme: card.scheme, issuer: card.issuer,
    balanceMinor: card.balanceMinor, status: card.status === "ok" ? "00" : card.status,
    ...(card.saleMaxMinor === undefined ? {} : { saleMaxMinor: card.saleMaxMinor }), ...(card.points === undefined ? {} : { points: card.points }),
  }));
}
