import { signal } from "@preact/signals";
import type { SavedSession, ScenarioShown, SharedSession } from "../../protocol.js";
import { ask, askFor } from "../connection.js";
import { saveText } from "../files.js";
import { active, desk, say } from "../state.js";
import { t } from "../words.js";

const list = signal<ScenarioShown[]>([]);
const filter = signal("");

async function download(): Promise<void> {
  const saved = await askFor<SavedSession>({ do: "sessionSave", terminal: active.value });
  if (saved === null) return;
  if (saved.note !== "") say(saved.note, saved.text === "" ? "bad" : "");
  if (saved.text !== "") saveText(saved.name, saved.text);
}

async function share(): Promise<void> {
  const shared = await askFor<SharedSession>({ do: "sessionShare" });
  if (shared === null) return;
  const address = location.origin + "/#s=" + shared.text;
  try {
    await navigator.clipboard.writeText(address);
    say(t("copied"));
  } catch {
    // No clipboard without a person's leave: the link is shown to be copied by hand.
    say(address);
  }
}

async function openFile(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  if (file === undefined) return;
  await ask({ do: "sessionOpen", text: await file.text(), name: file.name.slice(0, 120) });
  input.value = "";
}

function openText(event: SubmitEvent): void {
  event.preventDefault();
  const text = String(new FormData(event.target as HTMLFormElement).get("text") ?? "");
  if (text.trim() !== "") void ask({ do: "sessionOpen", text });
}

function beginAnew(event: SubmitEvent): void {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement);
  void ask({ do: "sessionNew", seed: Number(form.get("seed")), language: form.get("language") === "zh" ? "zh" : "en", terminals: Number(form.get("terminals")) });
}

async function loadScenarios(event: Event): Promise<void> {
  if (!(event.currentTarget as HTMLDetailsElement).open || list.value.length > 0) return;
  const found = await askFor<ScenarioShown[]>({ do: "scenarios" });
  if (found !== null) list.value = found;
}

function Scenarios() {
  const shown = list.value.filter((one) => (one.name + " " + one.title).toLowerCase().includes(filter.value.toLowerCase()));
  return (
    <details onToggle={(event) => { void loadScenarios(event); }}>
      <summary>{t("scenarios")}{list.value.length === 0 ? "" : ` (${shown.length})`}</summary>
      <input type="search" aria-label={t("search")} value={filter.value} onInput={(event) => { filter.value = event.currentTarget.value; }} />
      <ul class="plain scenarios">{shown.map((one) => <li key={one.name}><button type="button" class="entry" title={one.about} onClick={() => { void ask({ do: "scenarioOpen", name: one.name }); }}><code>{one.name}</code> <span>{one.title}</span></button></li>)}</ul>
    </details>
  );
}

/** The run: keep it, share it, open another. */
export function RunPanel() {
  const now = desk.value;
  const from = now?.from;
  return (
    <div class="run">
      <p class="hint">{t("runHelp")}</p>
      {from === undefined ? null : <p><b>{t("playing")}:</b> {from.kind === "scenario" ? t("fromScenario") : from.kind === "crash" ? t("fromCrash") : t("fromNew")} <code>{from.name}</code> {from.kind === "scenario" ? from.title : ""}, {t("seed")} <code>{now?.seed}</code></p>}
      <div class="row wrap">
        <button type="button" class="primary" onClick={() => { void download(); }}>{t("download")}</button>
        <button type="button" onClick={() => { void share(); }}>{t("share")}</button>
        <label class="button">{t("openFile")}<input type="file" class="unseen" accept=".yaml,.yml,.txt" onChange={(event) => { void openFile(event.currentTarget); }} /></label>
      </div>
      <form class="form" onSubmit={openText}>
        <label>{t("openText")}<textarea name="text" rows={2} spellcheck={false} /></label>
        <div class="row"><button type="submit">{t("open")}</button></div>
      </form>
      <form class="form inline" onSubmit={beginAnew} key={now?.seed}>
        <label>{t("seed")}<input name="seed" inputMode="numeric" size={6} defaultValue={String(now?.seed ?? 1)} pattern="\d{1,9}" /></label>
        <label>{t("terminalLanguage")}<select name="language"><option value="zh" selected={now?.language === "zh"}>中文</option><option value="en" selected={now?.language === "en"}>English</option></select></label>
        <label>{t("howMany")}<input name="terminals" type="number" min={1} max={20} defaultValue={String(now?.terminals.length ?? 1)} /></label>
        <button type="submit">{t("beginAnew")}</button>
      </form>
      <Scenarios />
    </div>
  );
}
