import { signal } from "@preact/signals";
import type { Card } from "../../protocol.js";
import { beginDrag, dragged } from "../drag.js";
import { tongue } from "../look.js";
import { showCard } from "../present.js";
import { cards } from "../state.js";
import { t, tt } from "../words.js";
import { CardForm, editing, freshCard } from "./CardForm.js";

const chosen = signal("");
const wanted = signal("");
const group = signal("all");

const spaced = (pan: string): string => pan.replace(/(.{4})(?=.)/g, "$1 ");
/** A hue for each scheme, so that cards are told apart at a glance. */
const HUES: Record<string, number> = { CUP: 195, VIS: 225, MCC: 18, AMX: 165, JCB: 130, DCC: 260 };
export const hueOf = (card: Pick<Card, "scheme">): number => HUES[card.scheme] ?? 210;

const nameOf = (card: Card): string => (tongue.value === "zh" ? card.zh : card.name);
const noteOf = (card: Card): string => (tongue.value === "zh" ? card.zhNote : card.note);

function Face({ card }: { card: Card }) {
  return (
    <>
      <span class="card-top"><b>{nameOf(card)}</b><i>{card.code === "" ? card.scheme : "QR"}</i></span>
      <span class="card-number">{card.code !== "" ? card.code : spaced(card.pan)}</span>
      <span class="card-low"><span>{card.expiry === "" ? "" : card.expiry.slice(2) + "/" + card.expiry.slice(0, 2)}</span><span>{card.code !== "" ? noteOf(card) : card.pin === "" ? t("noPin") : t("pin") + " " + card.pin}</span></span>
    </>
  );
}

function matches(card: Card): boolean {
  if (group.value !== "all" && card.group !== group.value) return false;
  const text = wanted.value.trim().toLowerCase();
  return text === "" || [card.id, card.name, card.zh, card.note, card.zhNote, card.pan, card.code, card.scheme, card.refused].some((part) => part.toLowerCase().includes(text));
}

function moveTo(event: KeyboardEvent, list: readonly Card[], at: number): void {
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1, Home: -list.length, End: list.length }[event.key];
  if (step === undefined) {
    if (event.key === "Enter" || event.key === " ") { showCard(list[at]!, list[at]!.ways[0] ?? "swipe"); document.getElementById("terminal")?.focus(); }
    else if (event.key === "Escape") document.getElementById("terminal")?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  const next = list[Math.max(0, Math.min(list.length - 1, at + step))]!;
  chosen.value = next.id;
  document.getElementById("card-" + next.id)?.focus();
}

function Chosen({ card }: { card: Card }) {
  return (
    <div class="chosen-card">
      <p>{noteOf(card) === "" ? nameOf(card) : noteOf(card)}</p>
      <div class="row wrap">
        {card.ways.map((way) => <button type="button" key={way} class="primary" onClick={() => showCard(card, way)}>{t(way === "swipe" ? "swipe" : way === "chip" ? "chipSlot" : way === "tap" ? "tapField" : "scanner")}</button>)}
        {card.ways.includes("swipe") ? <button type="button" onClick={() => showCard(card, "swipe", true)}>{t("backwards")}</button> : null}
        {card.pan === "" ? null : <button type="button" onClick={() => { editing.value = { ...card }; }}>{t("edit")}</button>}
      </div>
    </div>
  );
}

/** The test cards: draw one through the slot with the pointer, or choose it and press Enter. */
export function Wallet() {
  const list = cards.value.filter(matches);
  const groups = ["all", ...new Set(cards.value.map((card) => card.group))];
  const current = list.find((card) => card.id === chosen.value) ?? list[0];
  return (
    <section id="wallet" class="wallet" aria-label={t("wallet")}>
      <header class="row"><h2>{t("wallet")}</h2><span class="grow" /><span class="count">{list.length}</span><button type="button" class="small" onClick={() => { editing.value = freshCard(cards.value); }}>{t("newCard")}</button></header>
      <div class="row">
        <input type="search" placeholder={t("search")} aria-label={t("search")} value={wanted.value} onInput={(event) => { wanted.value = event.currentTarget.value; }} />
        <select aria-label={t("filter")} value={group.value} onChange={(event) => { group.value = event.currentTarget.value; }}>{groups.map((name) => <option key={name} value={name}>{tt("group_" + name)}</option>)}</select>
      </div>
      <div class="cards" role="listbox" aria-label={t("wallet")}>
        {list.map((card, at) => (
          <div
            key={card.id} id={"card-" + card.id} role="option" aria-selected={card.id === current?.id} tabIndex={card.id === current?.id ? 0 : -1} class={"card" + (card.refused !== "" || card.status !== "ok" ? " odd" : "")} style={{ "--hue": hueOf(card) }}
            onClick={() => { chosen.value = card.id; }} onFocus={() => { chosen.value = card.id; }} onDblClick={() => showCard(card, card.ways[0] ?? "swipe")} onKeyDown={(event) => moveTo(event, list, at)} onPointerDown={(event) => beginDrag(card, event)}
          >
            <Face card={card} />
          </div>
        ))}
      </div>
      {current === undefined ? null : <Chosen card={current} />}
      {editing.value === null ? null : <CardForm />}
    </section>
  );
}

/** The card under the pointer. */
export function Ghost() {
  const now = dragged.value;
  if (now === null) return null;
  return <div class="card ghost" aria-hidden="true" style={{ "--hue": hueOf(now.card), left: now.x + "px", top: now.y + "px" }}><Face card={now.card} /></div>;
}
