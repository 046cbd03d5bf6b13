import { signal } from "@preact/signals";
import type { Control } from "../../controls.js";
import type { MerchantShown } from "../../protocol.js";
import { ask } from "../connection.js";
import { bank } from "../state.js";
import { t, tt, type Word } from "../words.js";

type Application = Extract<Control, { do: "apply" }>["application"];

/** The samples of GB 32100 and GB 11643: numbers with good check characters that belong to nobody. */
const SAMPLE: Application = { name: "街角小店", licence: "91350100M000100Y43", idNumber: "11010519491231002X", contact: "王芳", phone: "0591-87654321", trade: "retail" };
const TRADES = ["retail", "restaurant", "entertainment", "post"] as const;
const FIELDS: readonly [Exclude<keyof Application, "trade">, Word][] = [["name", "merchant"], ["licence", "licence"], ["idNumber", "idNumber"], ["contact", "contact"], ["phone", "phone"]];
const opened = signal(false);

async function apply(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement);
  const text = (name: string): string => String(form.get("apply-" + name) ?? "").trim();
  if ((await ask({ do: "apply", application: { name: text("name"), licence: text("licence"), idNumber: text("idNumber"), contact: text("contact"), phone: text("phone"), trade: text("trade") } })).ok) opened.value = false;
}

function review(id: string, verdict: "check" | "refuse" | "renew"): void {
  void ask({ do: "review", merchant: id, verdict, ...(verdict === "refuse" ? { reason: t("reviewerSaysNo") } : {}) });
}

function Row({ one }: { one: MerchantShown }) {
  return (
    <tr>
      <td>{one.id}</td><td>{one.name}<br /><small>{tt("trade_" + one.trade)}, {one.contact}, {one.phone}</small></td>
      <td><span class={"tag " + one.state}>{tt("application_" + one.state)}</span>{one.reasons.map((reason) => <small key={reason}><br />{reason}</small>)}</td>
      <td>{one.code === "" ? null : <><b><code>{one.code}</code></b><br /><small>{one.serial === "" ? t("codeUnused") : t("codeUsed") + " " + one.serial}</small></>}</td>
      <td><code>{one.tid}</code><br /><small><code>{one.mid}</code></small></td>
      <td>
        {one.state === "waiting" ? <><button type="button" class="small" onClick={() => review(one.id, "check")}>{t("review")}</button> <button type="button" class="small" onClick={() => review(one.id, "refuse")}>{t("refuse")}</button></> : null}
        {one.mid === "" ? null : <button type="button" class="small" onClick={() => review(one.id, "renew")}>{t("newCode")}</button>}
      </td>
    </tr>
  );
}

/** Shops that want to become merchants, and what became of each. */
export function Applications() {
  const list = bank.value?.applications ?? [];
  return (
    <section aria-label={t("applications")}>
      <h3>{t("applications")}</h3>
      <p class="hint">{t("applicationsHelp")}</p>
      {list.length === 0 ? <p class="none">{t("noApplications")}</p> : (
        <div class="table" tabIndex={0} role="group" aria-label={t("applications")} data-keys="own"><table>
          <thead><tr><th scope="col">#</th><th scope="col">{t("merchant")}</th><th scope="col">{t("state")}</th><th scope="col">{t("activationCode")}</th><th scope="col">TID, MID</th><th scope="col">{t("review")}</th></tr></thead>
          <tbody>{list.map((one) => <Row key={one.id} one={one} />)}</tbody>
        </table></div>
      )}
      {opened.value ? (
        <form class="form" onSubmit={(event) => { void apply(event); }}>
          {FIELDS.map(([name, word]) => <label key={name}>{t(word)}<input name={"apply-" + name} defaultValue={SAMPLE[name]} autoComplete="off" spellcheck={false} /></label>)}
          <label>{t("trade")}<select name="apply-trade">{TRADES.map((name) => <option key={name} value={name}>{tt("trade_" + name)}</option>)}</select></label>
          <div class="row"><span class="grow" /><button type="button" onClick={() => { opened.value = false; }}>{t("cancelForm")}</button><button type="submit" class="primary">{t("apply")}</button></div>
        </form>
      ) : <button type="button" onClick={() => { opened.value = true; }}>{t("newApplication")}</button>}
    </section>
  );
}
