import type { MessageSpec } from "../iso8583/spec.js";

/**
 * Everything in which one acquirer's dialect differs from another's. A new acquirer is one more file of this folder that exports
 * such an object as `profile`; the build makes the asset `profile.` and its name of it (docs/ASSETS.md).
 */
export interface Profile {
  readonly name: string;
  readonly spec: MessageSpec;
  /** 12 digits after the TPDU: application class 2, version 2, terminal status, host's wish, sub-version 6. Empty: messages have neither TPDU nor header. */
  readonly header: string;
  /** MAC_ constant of hal/secure.ts. */
  readonly macAlgorithm: number;
  /** Types of message that carry field 64, each between blanks: " 0200 0210 ". */
  readonly macMtis: string;
  /** Response codes, each between blanks, that a host may send without a MAC because it had no key or could not read us. */
  readonly unsignedCodes: string;
  /** Response codes, each between blanks, that approve the whole amount; `0330.94` does so in that type of answer only, `0510.` is one that need not have a code. */
  readonly approvedCodes: string;
  /** Response codes of an 0410, each between blanks, that end a reversal: done, or nothing there to undo. */
  readonly reversedCodes: string;
  /** Encrypt tracks under the TDK before they go into fields 35 and 36. */
  readonly encryptTrack: boolean;
  /** Second digit of field 53: "0" DES, "6" TDES. */
  readonly pinAlgorithm: string;
  /** Longest PIN of field 26, two digits. */
  readonly pinLengthMax: string;
  /** Field 60.3 of the sign-in: "001" DES keys, "003" TDES keys, "004" with a track key too. */
  readonly signOnNetworkCode: string;
  /** Fields 60.4 to 60.6 of a transaction: reading capability, chip condition, partial approval. */
  readonly capability: string;
  /** Type of a reversal, and of the messages that sign off, test the line and report: "0400", "0820". */
  readonly reversalMti: string;
  readonly networkMti: string;
  /** Put field 61 (batch, trace, date of the original) into an 0400. */
  readonly reversalOriginal: boolean;
  /** How long an answer may take. */
  readonly hostTimeoutMs: number;
  /** Reversals that may have reached the host and brought no end, before it is left to a supervisor; each attempt waits the whole time-out. */
  readonly reversalsMax: number;
  /** Field 60.3 of a settlement, of its uploaded details, of the message that ends it after equal and after unequal totals, and of a sign-off. */
  readonly settleCode: string;
  readonly uploadCode: string;
  readonly endEqualCode: string;
  readonly endUnequalCode: string;
  readonly signOffCode: string;
  /** Transactions in one uploaded message. */
  readonly uploadItems: number;
  /** Scheme whose cards are domestic; all others are added up as foreign. */
  readonly domesticScheme: string;
  /**
   * What a supervisor has to approve, `+`, and what not, `-`, with blanks between: names of kinds of transaction, of the menu's overlays, or `reprint`
   * for the slip of any transaction. What is not named is as its kind says; the parameter `approvals` counts for more.
   */
  readonly approvals: string;
}
