/** Bits of what a service code says; they are added. */
export const SERVICE_CHIP = 1; // there is a chip, and it has to be used
export const SERVICE_INTERNATIONAL = 2;
export const SERVICE_PIN = 4; // PIN required
export const SERVICE_PIN_IF_PAD = 8; // PIN where there is a pad
export const SERVICE_CASH = 16; // not for goods and services: cash machine or cash only

/**
 * Read a service code; -1 when a digit has no meaning.
 * @param code  Three digits as on track 1 or 2.  Source: ISO/IEC 7813, service code; table in PAYMENTS 1.2.
 */
export function serviceBits(code: string): number {
  const region = "125679".indexOf(code.charAt(0));
  const third = "01234567".indexOf(code.charAt(2));
  if (code.length !== 3 || region < 0 || third < 0 || "024".indexOf(code.charAt(1)) < 0) return -1;
  // Third digit: 0, 3 and 5 want the PIN, 6 and 7 want it where there is a pad, 3 and 4 are for cash.
  const bits = [4, 0, 0, 20, 16, 4, 8, 8][third];
  return bits + (region < 2 ? SERVICE_INTERNATIONAL : 0) + (region === 1 || region === 3 ? SERVICE_CHIP : 0);
}
