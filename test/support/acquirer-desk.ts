import { unionpay } from "../../firmware/acquirer/unionpay.js";
import { packMessage, unpackMessage } from "../../firmware/iso8583/message.js";
import type { Message } from "../../firmware/iso8583/spec.js";
import { testAccounts, testTerminals } from "../../sim/acquirer/accounts.js";
import { createAcquirer, type Acquirer } from "../../sim/acquirer/acquirer.js";
import { cupMac, desEncrypt } from "../../sim/acquirer/cipher.js";
import type { Account, Action, WorkingKeys } from "../../sim/acquirer/types.js";

export const TID = "12345678";
export const MID = "100290058120001";
export const START_MS = Date.UTC(2026, 5, 15, 9, 30, 0);

export interface SaleOptions {
  card?: string; amountMinor?: number; stan?: number; batch?: string; pin?: string | null; fields?: Record<number, string>;
  mti?: string; procCode?: string; messageType?: string; mac?: string; drop?: number[];
}

/** A hand-driven terminal in front of a test acquirer, for tests of the host; everything it sends can be bent. */
export interface AcquirerDesk {
  acquirer: Acquirer;
  log: string[];
  trace: string[];
  nowMs: number;
  account(id: string): Account;
  keys(): WorkingKeys;
  /** Frame with length, ready for the wire. */
  build(options: SaleOptions): Buffer;
  management(mti: string, network: string, fields?: Record<number, string>): Buffer;
  /** Send bytes on a fresh connection; everything the host does. */
  exchange(bytes: Uint8Array): Action[];
  /** Send and read the first whole answer; null when there is none. */
  ask(bytes: Uint8Array): Message | null;
  signIn(): void;
}

export function frameOf(raw: Buffer): Buffer {
  const frame = Buffer.concat([Buffer.from("00006000030000603100311108", "hex"), raw]);
  frame.writeUInt16BE(frame.length - 2, 0);
  return frame;
}

export function messageOf(frame: Uint8Array): Message {
  return unpackMessage(unionpay.spec, Buffer.from(frame).subarray(13).toString("latin1")).message;
}

/** Clear PIN block of format 0 (ISO 9564-1). */
function clearBlock(pin: string, pan: string): Buffer {
  const block = Buffer.from(("0" + pin.length.toString(16) + pin).padEnd(16, "F"), "hex");
  const other = Buffer.from(pan.slice(0, -1).slice(-12).padStart(16, "0"), "hex");
  return block.map((byte, at) => byte ^ (other[at] as number)) as Buffer;
}

export function createAcquirerDesk(options: { db?: string; seed?: number; forgetful?: boolean; balances?: Record<string, number> } = {}): AcquirerDesk {
  const accounts = testAccounts().map((account) => ({ ...account, balanceMinor: options.balances?.[account.id] ?? account.balanceMinor }));
  const log: string[] = [];
  const trace: string[] = [];
  const acquirer = createAcquirer({
    profile: unionpay, seed: options.seed ?? 1, terminals: testTerminals, accounts, nowMs: () => desk.nowMs,
    forgetful: options.forgetful === true, log: (line) => log.push(line), trace: (line) => trace.push(line), ...(options.db === undefined ? {} : { db: options.db }),
  });
  let stan = 100;
  const desk: AcquirerDesk = {
    acquirer, log, trace, nowMs: START_MS,
    account: (id) => accounts.find((account) => account.id === id) as Account,
    keys: () => acquirer.keysOf(TID, MID) as WorkingKeys,
    management(mti, network, fields = {}) {
      const all = { 11: String(stan++).padStart(6, "0"), 41: TID, 42: MID, 60: "00000001" + network, ...fields };
      return frameOf(Buffer.from(packMessage(unionpay.spec, { mti, fields: all }), "latin1"));
    },
    build(sale) {
      const account = desk.account(sale.card ?? "debit");
      const pin = sale.pin === undefined ? account.pin : sale.pin;
      const keys = desk.acquirer.keysOf(TID, MID);
      const fields: Record<number, string> = {
        3: sale.procCode ?? "000000", 4: String(sale.amountMinor ?? 12345).padStart(12, "0"), 11: String(sale.stan ?? stan++).padStart(6, "0"),
        22: pin ? "021" : "022", 25: "00", 35: account.pan + "D" + account.expiry + account.serviceCode + "0000000000",
        41: TID, 42: MID, 49: "156", 53: pin ? "2600000000000000" : "0600000000000000",
        60: (sale.messageType ?? "22") + (sale.batch ?? "000001") + "000600",
      };
      if (pin && keys !== null) {
        fields[26] = "12";
        fields[52] = desEncrypt(keys.pik, clearBlock(pin, account.pan)).toString("latin1");
      }
      if (sale.mti === "0400") for (const field of [26, 35, 52, 53]) delete fields[field];
      Object.assign(fields, sale.fields);
      for (const field of sale.drop ?? []) delete fields[field];
      fields[64] ??= "00000000";
      if (sale.drop?.includes(64)) delete fields[64];
      const raw = Buffer.from(packMessage(unionpay.spec, { mti: sale.mti ?? "0200", fields }), "latin1");
      if (fields[64] !== undefined) raw.write(sale.mac ?? (keys === null ? "00000000" : cupMac(keys.mak, raw.subarray(0, -8))), raw.length - 8, "latin1");
      return frameOf(raw);
    },
    exchange(bytes) {
      const actions: Action[] = [];
      const session = acquirer.connect({
        onSend: (sent, afterMs) => actions.push({ afterMs, act: "send", bytes: sent }),
        onClose: (afterMs) => actions.push({ afterMs, act: "close" }),
      });
      session.receive(bytes);
      session.end();
      return actions;
    },
    ask(bytes) {
      const action = desk.exchange(bytes)[0];
      return action?.act === "send" ? messageOf(action.bytes) : null;
    },
    signIn() {
      const answer = desk.ask(desk.management("0800", "004"));
      if (answer?.fields[39] !== "00") throw new Error("sign-in failed");
    },
  };
  return desk;
}

/** Response code of an answer, "none" when there is none. */
export function codeOf(answer: Message | null): string {
  return answer === null ? "none" : (answer.fields[39] ?? "absent");
}
