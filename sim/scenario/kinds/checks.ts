import type { Cursor } from "../cursor.js";
import { fail, type Stage } from "../stage.js";
import { untouched } from "../spoil.js";
import { squash } from "../screens.js";
import type { Slip } from "../slips.js";
import { JOURNAL_STATES, stateName } from "../journal-view.js";
import type { StepKind } from "./kind.js";
import { readWords, type Words } from "./time.js";

function same(what: string, expected: unknown, seen: unknown): void {
  if (JSON.stringify(expected) !== JSON.stringify(seen)) fail(`${what} ${JSON.stringify(expected)}`, JSON.stringify(seen));
}

function words(at: Cursor | undefined): Words[] {
  if (at === undefined) return [];
  return at.isList ? at.list().map(readWords) : [readWords(at)];
}

/** A slip in one line for reports. */
function shownSlips(slips: readonly Slip[]): string {
  const all = slips.map((slip, index) => `${index + 1}: ${slip.copy}${slip.duplicate ? " duplicate" : ""}${slip.whole ? "" : " torn"} of ${slip.text.length} lines`);
  return all.length === 0 ? "no paper" : all.join(", ");
}

/** Slips that are no receipts: counted by themselves, and only whole ones. */
const NOTICES = ["unknown", "stuck", "totals", "batch", "activation"] as const;

function readReceipts(at: Cursor): (stage: Stage) => Promise<void> {
  const parts = at.isMap ? at.map(["whole", "torn", ...NOTICES], "expect receipts") : new Map([["whole", at]]);
  const counts = [...parts].map(([name, value]) => ({ name, count: value.whole(0, 1000) }));
  return async (stage) => {
    const slips = stage.slips();
    for (const { name, count } of counts) {
      const notice = NOTICES.includes(name as "unknown");
      const found = slips.filter((slip) => (notice ? slip.copy === name && slip.whole : slip.whole === (name === "whole") && !NOTICES.includes(slip.copy as "unknown"))).length;
      if (found !== count) fail(`${count} ${name} receipts`, shownSlips(slips));
    }
  };
}

function readReceipt(at: Cursor): (stage: Stage) => Promise<void> {
  const parts = at.map(["number", "copy", "whole", "duplicate", "has", "not"], "expect receipt");
  const number = parts.get("number")?.whole(-100, 100) ?? -1;
  const copy = parts.get("copy")?.oneOf(["merchant", "customer", "cash", ...NOTICES] as const, "copy");
  const whole = parts.get("whole")?.yesNo() ?? true;
  const duplicate = parts.get("duplicate")?.yesNo();
  const has = words(parts.get("has"));
  const hasNot = words(parts.get("not"));
  return async (stage) => {
    const slips = stage.slips();
    const slip = number < 0 ? slips[slips.length + number] : slips[number - 1];
    if (slip === undefined) return fail(`a receipt number ${number}`, shownSlips(slips));
    if (copy !== undefined && slip.copy !== copy) fail(`the ${copy} copy`, shownSlips([slip]));
    if (slip.whole !== whole) fail(whole ? "a whole receipt" : "a torn receipt", shownSlips([slip]));
    if (duplicate !== undefined && slip.duplicate !== duplicate) fail(duplicate ? "the mark of a duplicate" : "no mark of a duplicate", shownSlips([slip]));
    if (slip.problems.length > 0) fail("bytes that a printer understands", slip.problems.join("; "));
    const text = squash(slip.text.join(""));
    const { language } = stage;
    for (const one of has) if (!text.includes(squash(one[language]))) fail(`${JSON.stringify(one[language])} on the receipt`, "\n" + slip.text.join("\n"));
    for (const one of hasNot) if (text.includes(squash(one[language]))) fail(`no ${JSON.stringify(one[language])} on the receipt`, "\n" + slip.text.join("\n"));
  };
}

function readHost(at: Cursor): (stage: Stage) => Promise<void> {
  const parts = at.map(["posted", "reversed", "charged", "got", "scripted", "closed", "uploaded"], "expect host");
  const counts = (name: string): number | undefined => parts.get(name)?.whole(0, 1000);
  const [posted, reversed, scripted, uploaded] = [counts("posted"), counts("reversed"), counts("scripted"), counts("uploaded")];
  const closed = parts.get("closed")?.list().map((item) => item.text());
  const charged = [...(parts.get("charged")?.map(null, "charged") ?? [])].map(([id, value]) => ({ id, minor: value.whole(0, 999999999999) }));
  const got = [...(parts.get("got")?.map(null, "got") ?? [])].map(([mti, value]) => ({ mti, count: value.whole(0, 1000) }));
  return async (stage) => {
    // Somebody else's host keeps its own books: what a scenario says of ours is not asked of it.
    if (stage.host === null) return;
    const { acquirer } = stage.host;
    const ledger = acquirer.ledger();
    const shown = ledger.map((entry) => `${entry.stan} ${entry.kind} ${entry.state} ${entry.amountMinor}`);
    if (posted !== undefined && ledger.filter((entry) => entry.state === "posted").length !== posted) fail(`${posted} posted entries in the host's ledger`, shown.join(", ") || "an empty ledger");
    if (reversed !== undefined && ledger.filter((entry) => entry.state === "reversed").length !== reversed) fail(`${reversed} reversed entries in the host's ledger`, shown.join(", ") || "an empty ledger");
    for (const { id, minor } of charged) same(`minor units charged to card ${id}`, minor, stage.chargedMinor(id));
    for (const { mti, count } of got) same(`count of ${mti} at the host`, count, stage.host.log.filter((line) => line.startsWith("< " + mti)).length);
    const settlements = acquirer.settlements();
    if (closed !== undefined) same("batches closed at the host", closed, settlements.filter((one) => one.closed).map((one) => `${one.batch} ${one.result}`));
    if (uploaded !== undefined) same("transactions uploaded to the host", uploaded, settlements.reduce((sum, one) => sum + one.items.size, 0));
    if (scripted !== undefined) same("scripted outcomes left", scripted, acquirer.scriptLeft().length);
  };
}

function readJournal(at: Cursor): (stage: Stage) => Promise<void> {
  const parts = at.map(["count", "owed", "batch", "phase", "error", "untouched", "last", ...JOURNAL_STATES], "expect journal");
  const counts = [...parts].filter(([name]) => !["last", "error", "untouched"].includes(name)).map(([name, value]) => ({ name, count: value.whole(0, 100000) }));
  const last = [...(parts.get("last")?.map(["state", "amount", "card", "respCode", "reason", "tries", "kind"], "last") ?? [])].map(([name, value]) => ({ name, text: value.text() }));
  const error = parts.get("error")?.text();
  const asLeft = parts.get("untouched")?.yesNo();
  return async (stage) => {
    const view = await stage.journal();
    if (asLeft !== undefined && asLeft !== untouched(stage.medium)) fail(`a medium ${asLeft ? "as" : "other than"} it was left when it was spoilt`, asLeft ? "other bytes" : "the same bytes");
    const shown = view.records.map((record) => `${record.stan} ${stateName(record)} ${record.amountMinor}`).join(", ") || "no record";
    if (view.error !== (error ?? null)) fail(error === undefined ? "a journal that can be read" : `journal error ${error}`, view.error ?? `a good one: ${shown}`);
    for (const { name, count } of counts) {
      if (name === "batch" || name === "phase") {
        same(name, count, view[name]);
        continue;
      }
      const found = name === "count" ? view.records.length : name === "owed" ? (view.owed === null ? 0 : 1) : view.records.filter((record) => stateName(record) === name).length;
      if (found !== count) fail(`${count} ${name} in the journal`, shown);
    }
    const record = view.records[view.records.length - 1];
    for (const { name, text } of last) {
      if (record === undefined) return fail("a last record", "an empty journal");
      const fields: Record<string, string> = { state: stateName(record), amount: String(record.amountMinor), card: record.panMasked, respCode: record.respCode, reason: record.reason, tries: String(record.tries), kind: String(record.kind) };
      same(`last record's ${name}`, text, fields[name]);
    }
  };
}

function readWire(at: Cursor): (stage: Stage) => Promise<void> {
  const parts = at.map(["sent", "received", "fields"], "expect wire");
  const mtis = (name: string): string[] | undefined => parts.get(name)?.list().map((item) => item.text());
  const lists = { out: mtis("sent"), in: mtis("received") };
  const fields = [...(parts.get("fields")?.map(null, "fields") ?? [])].map(([mti, value]) => ({ mti, values: [...value.map(null, "fields of a message")].map(([field, text]) => ({ field: Number(field), text: text.text() })) }));
  return async (stage) => {
    const messages = stage.messages();
    for (const direction of ["out", "in"] as const) {
      const asked = lists[direction];
      if (asked === undefined) continue;
      const seen = messages.filter((message) => message.direction === direction).map((message) => message.mti || "unreadable");
      same(`last messages ${direction === "out" ? "sent" : "received"}`, asked, asked.length === 0 ? seen : seen.slice(-asked.length));
    }
    for (const { mti, values } of fields) {
      const message = messages.filter((one) => one.mti === mti).pop()?.message;
      if (message === undefined || message === null) return fail(`a message ${mti} on the line`, messages.map((one) => one.mti).join(" "));
      for (const { field, text } of values) {
        const value = message.fields[field];
        // A field's value is not shown: it may be a card number.
        if (text === "absent" ? value !== undefined : text === "present" ? value === undefined : value?.trim() !== text) {
          fail(`field ${field} of ${mti} to be ${JSON.stringify(text)}`, value === undefined ? "no such field" : `${value.length} characters that differ`);
        }
      }
    }
  };
}

const BEEP_WITHIN_MS = 1000;
const BEEPS = ["key", "accept", "refuse", "attention"] as const;
const LIGHTS = ["blue", "yellow", "green", "red"] as const;

export const checkKinds: readonly StepKind[] = [
  { name: "expect receipts", about: "how many receipts came out", read: readReceipts },
  { name: "expect receipt", about: "what stands on one receipt", read: readReceipt },
  { name: "expect host", about: "the host's ledger, balances and count of messages", read: readHost },
  { name: "expect journal", about: "the terminal's journal, read back from its medium", read: readJournal },
  { name: "expect wire", about: "messages on the line and their fields", read: readWire },
  {
    name: "expect beep", about: "the tone that sounded last",
    read(at) {
      const tone = at.oneOf(BEEPS, "tone");
      const last = (stage: Stage): string => stage.terminal.signals.lastBeep?.tone ?? "none";
      return async (stage) => {
        // The screen comes first, and what it says may still be being written down.
        await stage.until(() => last(stage) === tone, BEEP_WITHIN_MS);
        same("last tone", tone, last(stage));
      };
    },
  },
  {
    name: "expect lights", about: "the lights that are on",
    read(at) {
      const on = at.list().map((item) => item.oneOf(LIGHTS, "light"));
      return async (stage) => same("lights", LIGHTS.filter((light) => on.includes(light)), LIGHTS.filter((_, bit) => stage.terminal.signals.lights & (1 << bit)));
    },
  },
  {
    name: "expect log", about: "a line the firmware or the host logged",
    read(at) {
      const part = at.text();
      return async (stage) => {
        const lines = [...stage.terminal.log.map((entry) => entry.line), ...(stage.host?.said ?? [])];
        if (!lines.some((line) => line.includes(part))) fail(`${JSON.stringify(part)} in a log`, lines.slice(-5).join(" | ") || "empty logs");
      };
    },
  },
];
