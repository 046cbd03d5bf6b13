import { CONFIG_PEOPLE } from "../../hal/config.js";
import { desEncrypt } from "../acquirer/cipher.js";

/** An operator of a simulated shop. */
export interface Operator { number: number; password: string }

/** A shop at work: everybody has changed the initial password already. The supervisor's is the one of the shipped parameters, which no real terminal would take. */
export const SHOP: readonly Operator[] = [
  { number: 99, password: "24681357" }, { number: 0, password: "123456" }, { number: 1, password: "1111" }, { number: 2, password: "2222" },
];

const STRETCH_RUNS = 12;
const PIN_DIGITS_MAX = 12;
/** Of a test shop; a terminal takes its own from its random numbers. */
const SALT = Buffer.from("5348454c4c4f4621", "hex");

/**
 * What is kept of a password (docs/adr/0014), by OpenSSL: the firmware's own way to it is another.
 * @param salt  8 bytes.
 */
export function stretched(password: string, salt: Uint8Array, number: number): Buffer {
  const key = Buffer.alloc(16);
  [...password].forEach((digit, at) => { key[at] = (Number(digit) + 1) * 2; });
  key[PIN_DIGITS_MAX] = password.length * 2;
  key[PIN_DIGITS_MAX + 1] = number * 2;
  let block = Buffer.from(salt);
  for (let run = 0; run < STRETCH_RUNS; run++) block = Buffer.from(desEncrypt(key.toString("hex"), block));
  return block;
}

/** Configuration records of a terminal with these operators, made once for each list. */
export function peopleRecords(people: readonly Operator[] = SHOP): Record<string, string> {
  let record = made.get(people);
  if (record === undefined) {
    record = people.map(({ number, password }) => Buffer.concat([Buffer.from([number, 0, 0, 0, 0, 0, 0]), SALT, stretched(password, SALT, number)]).toString("latin1")).join("");
    made.set(people, record);
  }
  return { [CONFIG_PEOPLE]: record };
}
const made = new Map<readonly Operator[], string>();
