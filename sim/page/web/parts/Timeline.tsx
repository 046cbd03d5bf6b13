import { signal } from "@preact/signals";
import type { Entry, EntryKind } from "../../protocol.js";
import { entries, time } from "../state.js";
import { clockText, t, titleOf, type Word } from "../words.js";
import { EntryDetail } from "./EntryDetail.js";

const KINDS: readonly EntryKind[] = ["control", "event", "message", "line", "journal", "bank", "power", "log", "scenario"];
const WORD: Record<EntryKind, Word> = {
  control: "control", power: "powerKind", event: "event", lost: "lostKind", line: "lineKind", message: "message", journal: "journalKind", bank: "bankKind", paper: "paperKind", log: "logKind", scenario: "scenario",
};
/** Lanes of the axis, top to bottom. */
const LANES: readonly (readonly EntryKind[])[] = [["control"], ["event", "lost"], ["message", "line"], ["journal"], ["bank"], ["power", "log", "scenario", "paper"]];
const LANE_HEIGHT = 20, LEFT = 64, WIDTH = 640, WINDOW_MS = 30_000, SHOWN_MAX = 300;

const kind = signal<EntryKind | "all">("all");
const opened = signal(0);

/** Where the axis ends: the present moment, on a whole second so that it does not shiver. */
const endOf = (nowMs: number): number => Math.max(WINDOW_MS, Math.ceil(nowMs / 1000) * 1000);

function Axis() {
  const end = endOf(time.value.nowMs);
  const start = end - WINDOW_MS;
  const x = (atMs: number): number => LEFT + ((atMs - start) / WINDOW_MS) * (WIDTH - LEFT - 8);
  const shown = entries.value.filter((entry) => entry.atMs >= start && entry.atMs <= end);
  const height = LANES.length * LANE_HEIGHT + 18;
  return (
    <svg class="axis" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t("axis")}>
      {LANES.map((lane, row) => (
        <g key={lane[0]}>
          <line x1={LEFT} x2={WIDTH - 8} y1={row * LANE_HEIGHT + LANE_HEIGHT / 2} y2={row * LANE_HEIGHT + LANE_HEIGHT / 2} />
          <text x={LEFT - 6} y={row * LANE_HEIGHT + LANE_HEIGHT / 2 + 3.5} text-anchor="end">{t(WORD[lane[0]!])}</text>
        </g>
      ))}
      {[0, 5, 10, 15, 20, 25, 30].map((second) => <text key={second} class="tick" x={x(start + second * 1000)} y={height - 4} text-anchor={second === 30 ? "end" : "middle"}>{clockText(start + second * 1000).replace(/\.\d$/, "")}</text>)}
      {shown.map((entry) => {
        const row = LANES.findIndex((lane) => lane.includes(entry.kind));
        return <circle key={entry.number} class={entry.kind + " " + entry.tone + (opened.value === entry.number ? " opened" : "")} cx={x(entry.atMs)} cy={row * LANE_HEIGHT + LANE_HEIGHT / 2} r={4} onClick={() => { opened.value = entry.number; }}><title>{titleOf(entry) + " " + entry.more}</title></circle>;
      })}
      <line class="now" x1={x(time.value.nowMs)} x2={x(time.value.nowMs)} y1={0} y2={height - 14} />
    </svg>
  );
}

function mark(entry: Entry): string {
  if (entry.kind === "message") return entry.direction === "out" ? "→" : "←";
  return { control: "☞", event: "◆", lost: "◇", line: "⌁", journal: "▤", bank: "▣", power: "◉", paper: "▭", log: "·", scenario: "▷" }[entry.kind as "event"] ?? "·";
}

/** Everything that happened on one axis, and as a list, newest first. */
export function Timeline() {
  const list = entries.value.filter((entry) => kind.value === "all" || entry.kind === kind.value || (kind.value === "event" && entry.kind === "lost")).slice(-SHOWN_MAX).reverse();
  return (
    <div class="timeline">
      <Axis />
      <label class="row">{t("filter")}<select value={kind.value} onChange={(event) => { kind.value = event.currentTarget.value as EntryKind; }}><option value="all">{t("all")}</option>{KINDS.map((name) => <option key={name} value={name}>{t(WORD[name])}</option>)}</select><span class="grow" /><span class="count">{entries.value.length}</span></label>
      <ul class="log">
        {list.length === 0 ? <li class="none">{t("noEntries")}</li> : list.map((entry) => (
          <li key={entry.number} class={entry.kind + " " + entry.tone}>
            <button type="button" class="entry" aria-expanded={opened.value === entry.number} onClick={() => { opened.value = opened.value === entry.number ? 0 : entry.number; }}>
              <time>{clockText(entry.atMs)}</time><span class="who">{entry.terminal < 0 ? "" : entry.terminal + 1}</span><span aria-hidden="true">{mark(entry)}</span><b>{titleOf(entry)}</b>
              {entry.kind === "event" && entry.to !== entry.from ? <code>{entry.to}</code> : null}<span class="more">{entry.more}</span>
            </button>
            {opened.value === entry.number ? <EntryDetail entry={entry} /> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
