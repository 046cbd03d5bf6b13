import { crc16 } from "./emvco.js";

/** One entry of a code: number, length in two digits, value. */
function entry(id: string, value: string): string {
  return id + ("" + value.length).padStart(2, "0") + value;
}

/**
 * The code a customer pays a merchant by: dynamic, of one amount. Only characters of the alphanumeric set, which makes a QR code small.
 * @param name  Merchant's name for the customer, up to 25 characters.  @param amount  As "12.34".  @param reference  What the payment will name, up to 25.
 * @param mid  15 digits; 4 from the eighth on are the category, 4 from the fourth on the place, as China's merchant numbers have them.
 * The account is a template of our own: UnionPay's entry 15 needs numbers of the acquirer that this terminal is not told.
 * Source: EMVCo QR MPM 1.1; PAYMENTS 7.1.
 */
export function merchantCode(mid: string, tid: string, name: string, currency: string, amount: string, reference: string): string {
  const text = entry("00", "01") + entry("01", "12") + entry("26", entry("00", "POSTERN") + entry("01", mid)) + entry("52", mid.substr(7, 4)) + entry("53", currency) +
    entry("54", amount) + entry("58", "CN") + entry("59", name) + entry("60", mid.substr(3, 4)) + entry("62", entry("05", reference) + entry("07", tid)) + "6304";
  return text + crc16(text).toString(16).toUpperCase().padStart(4, "0");
}
