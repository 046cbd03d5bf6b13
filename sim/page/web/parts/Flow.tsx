import { computed, signal } from "@preact/signals";
import type { Entry, FlowSheet } from "../../protocol.js";
import { active, entries, hello, present } from "../state.js";
import { t, tt } from "../words.js";

const BOX_WIDTH = 124, BOX_HEIGHT = 26;
/** "" follows the terminal. */
const chosen = signal("");

const lastStep = computed<Entry | null>(() => {
  for (let at = entries.value.length - 1; at >= 0; at--) {
    const entry = entries.value[at]!;
    if (entry.kind === "event" && entry.terminal === active.value && entry.to !== entry.from) return entry;
  }
  return null;
});

const shortName = (name: string): string => name.split(".").slice(name.split(".").length > 1 ? 1 : 0).join(".");

function Sheet({ sheet, state }: { sheet: FlowSheet; state: string }) {
  const step = lastStep.value;
  return (
    <svg class="flow-sheet" style={{ maxWidth: sheet.width * 1.1 + "px" }} viewBox={`0 0 ${sheet.width} ${sheet.height}`} role="img" aria-label={`${tt("sheet_" + sheet.name)}, ${t("now")}: ${state}`}>
      <defs><marker id={"tip-" + sheet.name} viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto"><path d="M0 0L8 4L0 8z" /></marker></defs>
      {sheet.arrows.map((arrow) => {
        const taken = step !== null && step.from === arrow.from && step.to === arrow.to;
        return <path key={arrow.from + arrow.to} class={"arrow" + (taken ? " taken" : "")} d={arrow.path} marker-end={`url(#tip-${sheet.name})`}><title>{`${arrow.from} → ${arrow.to}: ${arrow.labels.join(", ")}`}</title></path>;
      })}
      {sheet.states.map((one) => (
        <g key={one.name} class={"box" + (one.home ? "" : " guest") + (one.name === state ? " lit" : "") + (step !== null && step.from === one.name ? " before" : "")} transform={`translate(${one.x} ${one.y})`}>
          <title>{one.name + (one.timer === "" ? "" : ", " + one.timer)}</title>
          <rect width={BOX_WIDTH} height={BOX_HEIGHT} rx={6} />
          <text x={BOX_WIDTH / 2} y={BOX_HEIGHT / 2 + 4} text-anchor="middle">{one.home ? shortName(one.name) : one.name}</text>
        </g>
      ))}
    </svg>
  );
}

/** The flow of the terminal's program, drawn from the very rows it runs. */
export function Flow() {
  const sheets = hello.value?.flow ?? [];
  const state = present.value?.state ?? "";
  const here = sheets.find((one) => one.states.some((box) => box.home && box.name === state));
  const sheet = sheets.find((one) => one.name === chosen.value) ?? here ?? sheets[0];
  return (
    <div class="flow">
      <div class="segments" role="group" aria-label={t("flow")}>
        <button type="button" class="small" aria-pressed={chosen.value === ""} onClick={() => { chosen.value = ""; }}>{t("auto")}</button>
        {sheets.map((one) => <button type="button" key={one.name} class="small" aria-pressed={chosen.value === one.name} onClick={() => { chosen.value = one.name; }}>{tt("sheet_" + one.name)}{one === here ? " •" : ""}</button>)}
      </div>
      <p class="hint">{t("flowHelp")} <b>{t("now")}: <code>{state === "" ? "-" : state}</code></b></p>
      <div class="sheet-area" tabIndex={0} role="group" aria-label={t("flow")} data-keys="own">{sheet === undefined ? null : <Sheet sheet={sheet} state={state} />}</div>
    </div>
  );
}
