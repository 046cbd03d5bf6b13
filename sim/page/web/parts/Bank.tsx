import { signal } from "@preact/signals";
import type { Entry } from "../../protocol.js";
import { ask } from "../connection.js";
import { active, bank, desk, entries, hello } from "../state.js";
import { clockText, money, t, titleOf, tt } from "../words.js";
import { Applications } from "./Applications.js";
import { EntryDetail } from "./EntryDetail.js";

type Part = "log" | "ledger" | "accounts" | "batches" | "refusals" | "merchants" | "rules";
const PARTS: readonly Part[] = ["log", "ledger", "accounts", "batches", "refusals", "rules", "merchants"];
const part = signal<Part>("log");
const opened = signal(0);
const NONE = <tr><td colSpan={9} class="none">-</td></tr>;

function Table({ heads, children }: { heads: readonly string[]; children: preact.ComponentChildren }) {
  return (
    <div class="table" tabIndex={0} role="group" aria-label={t(part.value)} data-keys="own"><table><thead><tr>{heads.map((head, at) => <th key={at} scope="col">{head}</th>)}</tr></thead><tbody>{children}</tbody></table></div>
  );
}

function Accounts() {
  return (
    <Table heads={[t("card"), t("number"), t("balance"), t("status")]}>
      {(bank.value?.accounts ?? []).map((account) => <tr key={account.card}><td>{account.name}</td><td><code>{account.pan}</code></td><td class="money">{money(account.balanceMinor)}</td><td>{account.status}</td></tr>)}
    </Table>
  );
}

function Ledger() {
  const list = [...(bank.value?.ledger ?? [])].reverse();
  return (
    <Table heads={[t("when"), t("kind"), t("amount"), t("state"), t("trace"), t("card"), "RRN"]}>
      {list.length === 0 ? NONE : list.map((entry) => (
        <tr key={entry.terminal + entry.batch + entry.stan}><td>{clockText(entry.atMs)}</td><td>{entry.kind}</td><td class="money">{money(entry.amountMinor)}</td><td><span class={"tag " + entry.state}>{entry.state}</span></td><td><code>{entry.stan}</code></td><td><code>{entry.card}</code></td><td><code>{entry.rrn}</code></td></tr>
      ))}
    </Table>
  );
}

function Batches() {
  const list = bank.value?.batches ?? [];
  return (
    <Table heads={[t("terminal"), t("batch"), t("count"), t("sum"), t("reversed")]}>
      {list.length === 0 ? NONE : list.map((one) => <tr key={one.terminal + one.batch}><td>{one.terminal}</td><td>{one.batch}</td><td>{one.count}</td><td class="money">{money(one.sumMinor)}</td><td>{one.reversed}</td></tr>)}
    </Table>
  );
}

/** The live log, newest first; a message opens into its fields. */
function Log() {
  const list = entries.value.filter((entry) => entry.kind === "message" || entry.kind === "line").slice(-200).reverse();
  return (
    <ul class="log">
      {list.length === 0 ? <li class="none">{t("noEntries")}</li> : list.map((entry: Entry) => (
        <li key={entry.number} class={entry.kind + " " + entry.tone}>
          <button type="button" class="entry" aria-expanded={opened.value === entry.number} disabled={entry.kind !== "message"} onClick={() => { opened.value = opened.value === entry.number ? 0 : entry.number; }}>
            <time>{clockText(entry.atMs)}</time><span class="who">{entry.terminal < 0 ? "" : entry.terminal + 1}</span><b>{entry.direction === "out" ? "→" : entry.direction === "in" ? "←" : "·"} {entry.title}</b><span>{entry.more}</span>
          </button>
          {opened.value === entry.number ? <EntryDetail entry={entry} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Refusals() {
  const list = entries.value.filter((entry) => entry.kind === "bank").slice(-100).reverse();
  return <ul class="log">{list.length === 0 ? <li class="none">{t("noEntries")}</li> : list.map((entry) => <li key={entry.number} class="bank"><time>{clockText(entry.atMs)}</time> {titleOf(entry)}</li>)}</ul>;
}

async function addRule(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement);
  const text = (name: string): string => String(form.get(name) ?? "");
  await ask({
    do: "host", on: text("on") as "sale", ...(text("fault") === "" ? {} : { fault: text("fault") }), ...(text("code") === "" ? {} : { respCode: text("code").toUpperCase() }),
    ...(text("delay") === "" ? {} : { delayMs: Number(text("delay")) }), times: Number(text("times")),
  });
}

function Rules() {
  const rules = bank.value?.rules ?? [];
  return (
    <div>
      <form class="form inline" onSubmit={(event) => { void addRule(event); }}>
        <label>{t("onRequest")}<select name="on">{["sale", "reversal", "signIn", "echo", "*"].map((name) => <option key={name} value={name}>{name === "*" ? t("any") : name}</option>)}</select></label>
        <label>{t("plainFault")}<select name="fault"><option value="">-</option>{(hello.value?.hostFaults ?? []).map((fault) => <option key={fault.name} value={fault.name} title={fault.about}>{fault.name}: {fault.about}</option>)}</select></label>
        <label>{t("answerCode")}<input name="code" maxLength={2} size={3} pattern="[0-9A-Za-z]{2}" placeholder="51" /></label>
        <label>{t("late")}<input name="delay" inputMode="numeric" size={6} pattern="\d{1,7}" /></label>
        <label>{t("times")}<input name="times" inputMode="numeric" size={3} defaultValue="1" pattern="[1-9]\d{0,2}" /></label>
        <button type="submit" class="primary">{t("addRule")}</button>
        <button type="button" onClick={() => { void ask({ do: "hostClear" }); }}>{t("clearRules")}</button>
      </form>
      <ul class="plain">{rules.length === 0 ? <li class="none">{t("noRules")}</li> : rules.map((rule, at) => <li key={at}><code>{rule.on}</code> → <b>{rule.fault || rule.respCode || "+" + rule.delayMs + " ms"}</b> × {rule.times}</li>)}</ul>
    </div>
  );
}

function Merchants() {
  const next = "1002900581" + String(20000 + (desk.value?.terminals.length ?? 0) + 1);
  return (
    <div>
      <Table heads={[t("terminal"), t("merchant"), "", ""]}>
        {(bank.value?.terminals ?? []).map((one, number) => <tr key={one.tid} class={number === active.value ? "chosen" : ""}><td><code>{one.tid}</code></td><td>{one.merchant} <code>{one.mid}</code></td><td>{one.signedIn ? t("signedIn") : t("notSignedIn")}</td><td><button type="button" class="small" onClick={() => { active.value = number; }}>{t("select")} {number + 1}</button></td></tr>)}
      </Table>
      <div class="row wrap">
        <button type="button" onClick={() => { void ask({ do: "terminalAdd" }); }}>{t("addTerminal")}</button>
        <button type="button" onClick={() => { void ask({ do: "terminalAdd", merchant: next }); }}>{t("addTerminal")}, {t("newMerchant")}</button>
        <button type="button" onClick={() => { void ask({ do: "terminalAdd", blank: true }); }}>{t("addBlank")}</button>
      </div>
      <Applications />
    </div>
  );
}

const BODY: Record<Part, () => preact.JSX.Element> = { log: Log, ledger: Ledger, accounts: Accounts, batches: Batches, refusals: Refusals, rules: Rules, merchants: Merchants };

/** The test bank: everything it knows, and what it will do next. */
export function Bank() {
  const Body = BODY[part.value];
  return (
    <div class="bank">
      <div class="segments" role="group" aria-label={t("bank")}>{PARTS.map((name) => <button type="button" key={name} class="small" aria-pressed={part.value === name} onClick={() => { part.value = name; }}>{tt(name)}</button>)}</div>
      <Body />
    </div>
  );
}
