import iconv from "iconv-lite";
import { parse } from "yaml";

const NAME_BYTES = 16;
const PRICE_DIGITS = 12;

/** Check digit of an EAN-13 code (GS1 General Specifications, 7.9). */
function ean13Good(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 13; index++) sum += Number(code[index]) * (index % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

/**
 * The asset `goods`: one record an item, code 13 digits, name 16 bytes (GB2312, blanks at the end), unit price 12 digits.
 * @param yaml  Text of data/goods.yaml. Throws with the item and what is wrong with it.
 */
export function compileGoods(yaml: string): Buffer {
  const seen = new Set<string>();
  const records: Buffer[] = [];
  for (const item of parse(yaml) as { code: string; name: string; priceMinor: number }[]) {
    const wrong = (why: string): Error => new Error("goods: " + JSON.stringify(item) + ": " + why);
    const code = String(item.code).padStart(13, "0");
    if (!/^\d{13}$/.test(code) || !ean13Good(code)) throw wrong("code is no EAN-13");
    if (seen.has(code)) throw wrong("code is there twice");
    seen.add(code);
    const name = iconv.encode(item.name, "gb18030");
    if (name.length === 0 || name.length > NAME_BYTES) throw wrong("name takes " + name.length + " bytes, not 1 to " + NAME_BYTES);
    if (!Number.isInteger(item.priceMinor) || item.priceMinor <= 0 || String(item.priceMinor).length > PRICE_DIGITS) throw wrong("price is no amount");
    const padded = Buffer.alloc(NAME_BYTES, " ");
    padded.set(name);
    records.push(Buffer.from(code), padded, Buffer.from(String(item.priceMinor).padStart(PRICE_DIGITS, "0")));
  }
  return Buffer.concat(records);
}
