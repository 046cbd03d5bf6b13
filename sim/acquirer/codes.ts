import { loadCodes } from "../cards/wallet.js";

/** What the wallets behind the test codes do. */
export interface PayCode {
  code: string;
  /** Card organisation as DE 63 carries it. */
  scheme: string;
  /** Account that pays. */
  pays: string;
  /** "ok", or the code that the payment is declined with. */
  status: string;
  /** Questions that are answered "not yet" before the customer has typed his password; 0: he need not. */
  asks: number;
}

const WALLETS: [RegExp, string][] = [[/^62\d{17}$/, "CUP"], [/^(2[5-9]|30)\d{14,22}$/, "ALI"], [/^1[0-5]\d{16}$/, "WXP"], [/^hQVDUFYw/, "CUP"]];

/** The wallet that gave out a code (PAYMENTS 7.3), or "". */
export function walletOf(code: string): string {
  return WALLETS.find(([form]) => form.test(code))?.[1] ?? "";
}

/** What stands behind a payment code of sim/cards/wallet.yaml; undefined for a code that no wallet knows. Test codes may be used again and again. */
export function payCode(code: string): PayCode | undefined {
  const found = loadCodes().find((one) => one.code === code && one.pays !== undefined);
  if (found === undefined) return undefined;
  return { code, scheme: walletOf(code), pays: found.pays!, status: found.status ?? "ok", asks: found.asks ?? 0 };
}
