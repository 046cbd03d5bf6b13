import { ask } from "../connection.js";
import { dragged } from "../drag.js";
import { active, begun, desk, present, stateOf } from "../state.js";
import { t } from "../words.js";
import { Keypad } from "./Keypad.js";
import { Printer } from "./Printer.js";
import { Screen } from "./Screen.js";

const LIGHTS = ["blue", "yellow", "green", "red"] as const;

function Lights({ mask }: { mask: number }) {
  return (
    <ul class="lights" aria-label={t("lights")}>
      {LIGHTS.map((name, bit) => {
        const lit = (mask & (1 << bit)) !== 0;
        return <li key={name} class={name + (lit ? " lit" : "")}><span class="unseen">{t(name)}: {lit ? t("on") : t("off")}</span></li>;
      })}
    </ul>
  );
}

/** A place of the terminal where a card can be put. Cards are dropped here by pointer, or sent here from the wallet. */
function Slot({ way, word, children }: { way: "swipe" | "chip" | "tap" | "scan"; word: "swipeSlot" | "chipSlot" | "tapField" | "scanner"; children?: preact.ComponentChildren }) {
  const over = dragged.value !== null;
  return <div class={"place " + way + (over ? " ready" : "") + (dragged.value?.over === way ? " over" : "")} data-way={way} title={way === "swipe" ? t("dropHere") : t("noReaderYet")}>{children}<span>{t(word)}</span></div>;
}

/** The terminal that is chosen, drawn with everything a person can touch. */
export function Device() {
  const state = present.value;
  const number = active.value;
  const params = desk.value?.terminals[number];
  const powered = state?.powered ?? false;
  return (
    <section id="terminal" class={"device-area" + (powered ? "" : " dark")} aria-label={`${t("terminal")} ${number + 1}`} tabIndex={-1}>
      <Printer />
      <div class="device">
        <div class="brand"><strong>POSTERN</strong><small>{params === undefined ? "" : "TID " + params.tid}</small><Lights mask={state?.lights ?? 0} /></div>
        <div class="front">
          <Slot way="tap" word="tapField"><svg viewBox="0 0 24 16" aria-hidden="true"><path d="M5 5a6 6 0 0 1 0 6M9 3a10 10 0 0 1 0 10M13 1a14 14 0 0 1 0 14" /></svg></Slot>
          <Screen key={number} terminal={number} scale={3} live={true} />
          <Slot way="scan" word="scanner"><svg viewBox="0 0 24 16" aria-hidden="true"><path d="M2 5V2h4M18 2h4v3M22 11v3h-4M6 14H2v-3M5 8h14" /></svg></Slot>
        </div>
        <div class="lower">
          <Keypad />
          <Slot way="swipe" word="swipeSlot"><i class="groove" /></Slot>
        </div>
        <Slot way="chip" word="chipSlot"><i class="mouth" /></Slot>
        <div class="switches">
          <button type="button" class={"small toggle" + (powered ? " on" : "")} aria-pressed={powered} onClick={() => { void ask({ do: "power", terminal: number, what: powered ? "cut" : "on" }); }}>{t("power")}</button>
          <button type="button" class={"small toggle" + (state?.cableIn ? " on" : "")} aria-pressed={state?.cableIn ?? false} onClick={() => { void ask({ do: "cable", terminal: number, in: !(state?.cableIn ?? true) }); }}>{t("line")}{state?.connected ? " ●" : ""}</button>
          <code class="state" data-testid="state" data-begun={begun.value}>{powered ? state?.state : t("powerOff")}</code>
        </div>
      </div>
    </section>
  );
}

function Mini({ number }: { number: number }) {
  const state = stateOf(number).value;
  const light = LIGHTS.find((_name, bit) => ((state?.lights ?? 0) & (1 << bit)) !== 0) ?? "";
  return (
    <button type="button" class={"mini" + (number === active.value ? " chosen" : "")} aria-pressed={number === active.value} title={`${t("select")} ${number + 1}`} onClick={() => { active.value = number; }}>
      <Screen terminal={number} scale={1} live={false} />
      <span class="under"><b>{number + 1}</b><i class={"dot " + light} /><code>{state?.powered ? state.state : "-"}</code></span>
    </button>
  );
}

/** All terminals of the desk, small, side by side; one is worked with at a time. */
export function Strip() {
  const list = desk.value?.terminals ?? [];
  if (list.length < 2) return null;
  return <nav class="strip" aria-label={t("terminals")}>{list.map((params, number) => <Mini key={params.tid} number={number} />)}</nav>;
}
