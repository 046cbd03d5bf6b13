import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CardEdit } from "../../controls.js";
import type { Card } from "../../protocol.js";
import { ask } from "../connection.js";
import { t, tt, type Word } from "../words.js";

type Draft = Pick<Card, "id" | "name" | "pan" | "holder" | "expiry" | "serviceCode" | "kind" | "pin" | "balanceMinor" | "status">;
/** The card that is being edited; null when none is. */
export const editing = signal<Draft | null>(null);

const DAMAGES = ["none", "parity", "lrc", "noStart", "noEnd", "noise", "blank"] as const;

/** Check digit for the digits before it (ISO/IEC 7812-1, annex B). */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, letter, at) => {
    const doubled = Number(letter) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + ((10 - (sum % 10)) % 10);
}

/** A draft with a test number that no card has yet. */
export function freshCard(cards: readonly Card[]): Draft {
  for (let number = 1; ; number++) {
    const pan = withCheckDigit("621799" + String(900000000000 + number));
    const id = "own" + number;
    if (cards.some((card) => card.pan === pan || card.id === id)) continue;
    return { id, name: t("newCard"), pan, holder: "TEST/CARD", expiry: "3012", serviceCode: "101", kind: "D", pin: "123456", balanceMinor: 100000, status: "ok" };
  }
}

function Text({ name, word, draft, mode }: { name: keyof Draft; word: Word; draft: Draft; mode?: "numeric" }) {
  return (
    <label>{t(word)}<input name={"card-" + name} defaultValue={String(draft[name])} autoComplete="off" spellcheck={false} {...(mode === undefined ? {} : { inputMode: mode })} /></label>
  );
}

/** A card as somebody types it. The simulator says what is wrong with it. */
export function CardForm() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { dialog.current?.showModal(); }, []);
  const draft = editing.value;
  if (draft === null) return null;
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(form.get("card-" + name) ?? "").trim();
    const card: CardEdit = {
      id: text("id"), name: text("name"), pan: text("pan").replace(/\s/g, ""), holder: text("holder").toUpperCase(), expiry: text("expiry"), serviceCode: text("serviceCode"), kind: text("kind") === "C" ? "C" : "D",
      pin: text("pin"), balanceMinor: Math.round(Number(text("balance")) * 100), status: text("status"), damage: text("damage") as CardEdit["damage"],
    };
    if ((await ask({ do: "cardSave", card })).ok) editing.value = null;
  }
  return (
    <dialog ref={dialog} aria-label={t("edit")} onClose={() => { editing.value = null; }}>
      <form onSubmit={(event) => { void submit(event); }} class="form">
        <Text name="id" word="cardId" draft={draft} />
        <Text name="name" word="cardName" draft={draft} />
        <Text name="pan" word="number" draft={draft} mode="numeric" />
        <Text name="holder" word="holder" draft={draft} />
        <Text name="expiry" word="expiry" draft={draft} mode="numeric" />
        <Text name="serviceCode" word="service" draft={draft} mode="numeric" />
        <label>{t("kind")}<select name="card-kind" defaultValue={draft.kind}><option value="D" selected={draft.kind === "D"}>{t("debit")}</option><option value="C" selected={draft.kind === "C"}>{t("credit")}</option></select></label>
        <Text name="pin" word="pin" draft={draft} mode="numeric" />
        <label>{t("balance")}<input name="card-balance" inputMode="decimal" defaultValue={(draft.balanceMinor / 100).toFixed(2)} /></label>
        <label>{t("status")}<input name="card-status" defaultValue={draft.status} aria-describedby="status-help" /></label>
        <label>{t("damage")}<select name="card-damage">{DAMAGES.map((name) => <option key={name} value={name}>{tt("dmg_" + name)}</option>)}</select></label>
        <p id="status-help" class="hint">{t("status")}: {t("statusHelp")}. {t("testOnly")}</p>
        <div class="row"><span class="grow" /><button type="button" onClick={() => { editing.value = null; }}>{t("cancelForm")}</button><button type="submit" class="primary">{t("save")}</button></div>
      </form>
    </dialog>
  );
}
