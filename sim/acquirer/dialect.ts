import type { Profile } from "../../firmware/acquirer/profile.js";
import type { Message } from "../../firmware/iso8583/spec.js";
import { SIGN_IN_CODES } from "./keys.js";

/** What of a profile the host's side of the line needs. */
export type Dialect = Pick<Profile, "name" | "spec" | "header" | "macAlgorithm" | "reversalMti" | "networkMti">;

/** Length 2, TPDU 5, header 6; without the last two only the length. */
export const leadBytes = (dialect: Pick<Dialect, "header">): number => (dialect.header === "" ? 2 : 13);

const answerTo = (mti: string): string => String(Number(mti) + 10).padStart(4, "0");

// Sign-ins and downloads are 0800 in every dialect.
const stays = (message: Message): boolean => [...SIGN_IN_CODES, "420", "360", "390", "398", "422"].includes((message.fields[60] ?? "").slice(8, 11));

/** The type that UnionPay has for a message of a dialect: the host's kinds, scripts and scenarios go by it. */
export function commonMti(dialect: Pick<Dialect, "reversalMti" | "networkMti">, message: Message): string {
  const { mti } = message;
  if (mti === dialect.reversalMti) return "0400";
  if (mti === answerTo(dialect.reversalMti)) return "0410";
  if (mti === dialect.networkMti && !stays(message)) return "0820";
  return mti === answerTo(dialect.networkMti) && !stays(message) ? "0830" : mti;
}

/** The inverse of {@link commonMti}. */
export function dialectMti(dialect: Pick<Dialect, "reversalMti" | "networkMti">, mti: string): string {
  if (mti === "0400" || mti === "0820") return mti === "0400" ? dialect.reversalMti : dialect.networkMti;
  return mti === "0410" ? answerTo(dialect.reversalMti) : mti === "0830" ? answerTo(dialect.networkMti) : mti;
}
