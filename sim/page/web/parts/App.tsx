import { theme, tongue } from "../look.js";
import { mute, muted } from "../sound.js";
import { desk, dismiss, hello, link, notices, panel } from "../state.js";
import { t, type Word } from "../words.js";
import { Bank } from "./Bank.js";
import { Device, Strip } from "./Device.js";
import { Faults } from "./Faults.js";
import { Flow } from "./Flow.js";
import { Journal } from "./Journal.js";
import { Receipts } from "./Printer.js";
import { RunPanel } from "./Run.js";
import { Timeline } from "./Timeline.js";
import { Transport } from "./Transport.js";
import { Ghost, Wallet } from "./Wallet.js";

const PANELS = { faults: Faults, bank: Bank, timeline: Timeline, flow: Flow, journal: Journal, run: RunPanel } as const;
const NAMES = Object.keys(PANELS) as (keyof typeof PANELS)[];

function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {link.value === "lost" ? <div class="notice bad">{t("lost")}</div> : null}
      {notices.value.map((one) => (
        <div key={one.key} class={"notice " + one.tone}>
          <span>{one.text}{one.list === undefined || one.list.length === 0 ? null : <ul>{one.list.map((line) => <li key={line}>{line}</li>)}</ul>}</span>
          <button type="button" class="small" aria-label={t("close")} onClick={() => dismiss(one.key)}>×</button>
        </div>
      ))}
    </div>
  );
}

function Header() {
  return (
    <header class="top">
      <h1>Postern <small>{t("title")}</small></h1>
      <span class="grow" />
      {(hello.value?.clients ?? 1) > 1 ? <span class="count">{hello.value?.clients} {t("pages")}</span> : null}
      <button type="button" class="small" aria-pressed={!muted.value} onClick={() => mute(!muted.value)}>{t("sound")} {muted.value ? t("switchOff") : t("switchOn")}</button>
      <label class="row"><span class="unseen">{t("theme")}</span><select aria-label={t("theme")} value={theme.value} onChange={(event) => { theme.value = event.currentTarget.value as "auto"; }}>{(["auto", "light", "dark"] as const).map((name) => <option key={name} value={name}>{t(name)}</option>)}</select></label>
      <button type="button" class="small" lang={tongue.value === "zh" ? "en" : "zh-CN"} title={t("pageLanguage")} onClick={() => { tongue.value = tongue.value === "zh" ? "en" : "zh"; }}>{t("language")}</button>
    </header>
  );
}

function moveTab(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const next = NAMES[(NAMES.indexOf(panel.value as "faults") + step + NAMES.length) % NAMES.length]!;
  panel.value = next;
  document.getElementById("tab-" + next)?.focus();
}

function Panels() {
  const name = (NAMES.includes(panel.value as "faults") ? panel.value : "faults") as keyof typeof PANELS;
  const Body = PANELS[name];
  return (
    <section class="panels" aria-label={t("panels")}>
      <div class="tabs" role="tablist" aria-label={t("panels")} onKeyDown={moveTab}>
        {NAMES.map((one) => <button type="button" key={one} role="tab" id={"tab-" + one} aria-selected={one === name} aria-controls="panel" tabIndex={one === name ? 0 : -1} onClick={() => { panel.value = one; }}>{t(one as Word)}</button>)}
      </div>
      <div class="panel" role="tabpanel" id="panel" aria-labelledby={"tab-" + name} tabIndex={0} data-keys="own"><Body /></div>
    </section>
  );
}

/** The whole page. */
export function App() {
  if (desk.value === null) return <main class="waiting"><h1>Postern</h1><p role="status">{link.value === "refused" ? t("refusedLink") : t("opening")}</p></main>;
  return (
    <>
      <a class="skip" href="#terminal">{t("skip")}</a>
      <Header />
      <main>
        <Strip />
        <div class="columns">
          <Device />
          <div class="middle"><Wallet /><Receipts /></div>
          <Panels />
        </div>
      </main>
      <Transport />
      <Notices />
      <Ghost />
    </>
  );
}
