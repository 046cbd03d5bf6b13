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

type Row = [id: string, title: string, pan: string, pin: string, expiry: string, service: string, kind: string, scheme: string, issuer: string, balanceMinor: number, status: string];

// Numbers: PAYMENTS 1.3 and 1.4 (621799..., 625810..., 622202...), the others are the card schemes' published test numbers.
// A debit card needs its PIN. A credit card without one is taken as it is, with one the PIN is checked when it comes.
// biome-ignore format: the columns are the table
const rows: Row[] = [
  ["debit",     "debit, PIN 123456",                  "6217990000000000014", "123456",       "3012", "101", "debit",  "CUP", "01000000", 9876543210, "00"],
  ["chip",      "credit with chip: insert, no swipe", "6258100000000004",    "123456",       "3012", "201", "credit", "CUP", "01020000", 500000000,  "00"],
  ["debit2",    "debit of another bank, PIN 654321",  "6222020000000000000", "654321",       "3012", "101", "debit",  "CUP", "01020000", 500000000,  "00"],
  ["pin4",      "debit, PIN of 4 digits: 1234",       "6217990000000000022", "1234",         "3012", "101", "debit",  "CUP", "01000000", 500000000,  "00"],
  ["pin12",     "debit, PIN 123456789012",            "6217990000000000030", "123456789012", "3012", "101", "debit",  "CUP", "01000000", 500000000,  "00"],
  ["credit",    "credit, no PIN needed",              "6200000000000005",    "",             "3012", "101", "credit", "CUP", "01040000", 500000000,  "00"],
  ["creditPin", "credit with PIN 888888",             "6205500000000000004", "888888",       "3012", "101", "credit", "CUP", "01040000", 500000000,  "00"],
  ["visa",      "Visa credit, no PIN",                "4111111111111111",    "",             "3012", "101", "credit", "VIS", "01050000", 500000000,  "00"],
  ["mastercard", "Mastercard credit, no PIN",         "5555555555554444",    "",             "3012", "101", "credit", "MCC", "01050000", 500000000,  "00"],
  ["amex",      "American Express, no PIN",           "378282246310005",     "",             "3012", "101", "credit", "AMX", "01050000", 500000000,  "00"],
  ["jcb",       "JCB credit, no PIN",                 "3530111333300000",    "",             "3012", "101", "credit", "JCB", "01050000", 500000000,  "00"],
  ["diners",    "Diners Club, no PIN",                "30569309025904",      "",             "3012", "101", "credit", "DCC", "01050000", 500000000,  "00"],
  ["poor",      "debit with 1.00 only: 51",           "6217990000000000048", "123456",       "3012", "101", "debit",  "CUP", "01000000", 100,        "00"],
  ["limited",   "debit, at most 1000.00 a sale: 61",  "6217990000000000055", "123456",       "3012", "101", "debit",  "CUP", "01000000", 500000000,  "00"],
  ["expired",   "expiry date is past: 54",            "6217990000000000063", "123456",       "2001", "101", "debit",  "CUP", "01000000", 500000000,  "00"],
  ["ended",     "ended early by the issuer: 54",      "6217990000000000071", "123456",       "3012", "101", "debit",  "CUP", "01000000", 500000000,  "54"],
  ["lost",      "reported lost: 41, keep it",         "6217990000000000089", "123456",       "3012", "101", "debit",  "CUP", "01000000", 500000000,  "41"],
  ["stolen",    "reported stolen: 43, keep it",       "6217990000000000097", "123456",       "3012", "101", "debit",  "CUP", "01000000", 500000000,  "43"],
  ["asleep",    "not yet activated: 21",              "6217990000000000105", "123456",       "3012", "101", "debit",  "CUP", "01000000", 500000000,  "21"],
  ["restricted", "restricted: 62",                    "6217990000000000113", "123456",       "3012", "101", "debit",  "CUP", "01000000", 500000000,  "62"],
  ["refused",   "not permitted here: 57",             "6217990000000000121", "123456",       "3012", "101", "debit",  "CUP", "01000000", 500000000,  "57"],
  ["pinGone",   "PIN tries used up: 75",              "6217990000000000139", "123456",       "3012", "101", "debit",  "CUP", "01000000", 500000000,  "75"],
  ["issuerOff", "issuer does not answer: 91",         "6217990000000000147", "123456",       "3012", "101", "debit",  "CUP", "01000000", 500000000,  "91"],
];

/** Fresh copies of the built-in test accounts; the caller may change balances. */
export function testAccounts(): Account[] {
  return rows.map(([id, title, pan, pin, expiry, serviceCode, kind, scheme, issuer, balanceMinor, status]) => ({
    id, title, pan, holder: "TEST/CARD", pin, pinOptional: kind === "credit", expiry, serviceCode,
    kind: kind as Account["kind"], scheme, issuer, balanceMinor, status,
    ...(id === "limited" ? { saleMaxMinor: 100000 } : {}),
  }));
}

/** Track 2 of a test card, without sentinels, '=' as it is: PAN, expiry, service code, ten zeros (PAYMENTS 1.4). */
export function trackTwo(account: Account): string {
  return account.pan + "=" + account.expiry + account.serviceCode + "0000000000";
}
