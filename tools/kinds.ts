import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import iconv from "iconv-lite";
import * as K from "../firmware/txn/kind.js";
import type { KindFile, KindWords, Question } from "../firmware/txn/kind-file.js";

/** Letters of the questions in a record; flow/questions.ts reads them. */
export const QUESTION_LETTERS: Record<Question, string> = { approval: "S", trace: "T", rrn: "R", date: "D", authCode: "A", voucher: "V", payCode: "C", showCode: "Q", points: "N", coupon: "K", payee: "Y", periods: "P" };

/** Every kind that the files of a folder of compiled modules hold, by number. @param folder  file: address that ends in a slash. */
export async function loadKinds(folder: URL): Promise<KindFile[]> {
  const files = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith(".js")).sort();
  const modules = await Promise.all(files.map((name) => import(new URL(name, folder).href) as Promise<{ kind?: KindFile }>));
  return modules.flatMap((module) => (module.kind === undefined ? [] : [module.kind])).sort((one, other) => one.number - other.number);
}

/** The kinds of this tree: the files of firmware/txn, whatever they are called. */
export const KINDS: readonly KindFile[] = await loadKinds(new URL("../firmware/txn/", import.meta.url));

export function kindNumbered(number: number): KindFile | undefined {
  return KINDS.find((kind) => kind.number === number);
}

/** Bits of a kind's `flags` as the device tests them. */
export function kindFlags(kind: KindFile): number {
  return (kind.amount === "typed" ? K.ASKS_AMOUNT : 0) | (kind.card === "swiped" ? K.ASKS_CARD : 0) |
    (kind.pin === "never" ? K.PIN_NEVER : kind.pin === "always" ? K.PIN_ALWAYS : 0) |
    (kind.silence === "repeat" ? K.REPEATED : kind.silence === "query" ? K.REPEATED | K.QUERIED : kind.silence === "forget" ? K.UNKEPT : 0);
}

const TOTALS = { none: 0, debit: 1, credit: 2, debitBack: 3, debitMore: 4 };
const ADDS = { rrn: K.ADDS_RRN, authCode: K.ADDS_AUTH, original: K.ADDS_ORIGIN, refundMark: K.ADDS_REFUND, onTop: K.ADDS_ON, tags: K.ADDS_TAGS };

function padded(kind: KindFile, what: string, text: string, columns: number): Buffer {
  const bytes = iconv.encode(text, "gb18030");
  if (bytes.length > columns || text === "") throw new Error(`kind ${kind.name}: ${what} ${JSON.stringify(text)} has ${bytes.length} columns, 1 to ${columns} fit`);
  return Buffer.concat([bytes, Buffer.alloc(columns - bytes.length, " ")]);
}

function packWords(kind: KindFile, words: KindWords): Buffer {
  padded(kind, "menu", words.menu, 14);
  return Buffer.concat([padded(kind, "title", words.title, 12), padded(kind, "slip", words.slip, 24), padded(kind, "nothing", words.nothing, 16)]);
}

/** Account and overlay. */
function paddedFlow(kind: KindFile): string {
  const account = kind.account ?? "   ";
  const flow = kind.flow ?? "txn";
  if (!/^(\d{3}| {3})$/.test(account) || !/^[a-z]{1,5}$/.test(flow)) throw new Error(`kind ${kind.name}: account has three digits, flow one to five letters`);
  return account + flow.padEnd(5);
}

function packKind(kind: KindFile, kinds: readonly KindFile[]): Buffer {
  const codes = kind.mti + kind.procCode + kind.conditionCode + kind.messageType;
  if (!/^\d{14}$/.test(codes) || kind.mti.length !== 4 || kind.procCode.length !== 6 || kind.conditionCode.length !== 2) throw new Error(`kind ${kind.name}: MTI, DE 3, DE 25 and DE 60.1 must have 4, 6, 2 and 2 digits`);
  const adds = kind.adds.reduce((sum, name) => sum | ADDS[name], kind.silence === "local" ? K.LOCAL : 0);
  const asks = kind.asks.map((question) => QUESTION_LETTERS[question]).join("").padEnd(7);
  const of = kind.of === undefined ? 0 : kind.of === "query" ? K.OF_QUERIED : (kinds.find((one) => one.name === kind.of)?.number ?? 0);
  if (kind.asks.length > 7 || kind.asks.includes("trace") !== (of > 0)) throw new Error(`kind ${kind.name}: at most seven questions; with \`trace\`, and only then, \`of\` names a kind`);
  return Buffer.concat([Buffer.from([kind.number, kindFlags(kind), adds, TOTALS[kind.totals]]), Buffer.from(codes + asks, "latin1"), Buffer.from([of]), Buffer.from(paddedFlow(kind), "latin1"), packWords(kind, kind.zh), packWords(kind, kind.en)]);
}

/** The asset `kinds`; docs/ASSETS.md. Errors: a doubled or wrong number, words that do not fit, each with the kind's name. */
export function compileKinds(kinds: readonly KindFile[]): Buffer {
  const last = Math.max(...kinds.map((kind) => kind.number));
  const asset = Buffer.alloc(last * K.KIND_BYTES);
  const taken = new Map<number, string>();
  for (const kind of kinds) {
    const record = packKind(kind, kinds);
    if (record.length !== K.KIND_BYTES) throw new Error(`kind ${kind.name}: ${record.length} bytes instead of ${K.KIND_BYTES}`);
    if (!(kind.number > 0 && kind.number < 254) || taken.has(kind.number)) throw new Error(`kind ${kind.name}: number ${kind.number} is ${taken.get(kind.number) ?? "not 1 to 253"}`);
    taken.set(kind.number, kind.name);
    record.copy(asset, (kind.number - 1) * K.KIND_BYTES);
  }
  return asset;
}
