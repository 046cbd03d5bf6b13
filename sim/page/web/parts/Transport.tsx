import { signal } from "@preact/signals";
import { ask } from "../connection.js";
import { time } from "../state.js";
import { clockText, t } from "../words.js";

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 50, 100];
/** Where the handle is while it is being dragged; -1 when it is not. */
const held = signal(-1);

/** Time: stop it, step it, change its speed, go back to any moment. */
export function Transport() {
  const { nowMs, endMs, speed, paused, busy } = time.value;
  const shown = held.value >= 0 ? held.value : nowMs;
  return (
    <footer class="transport">
      <button type="button" class="primary round" aria-label={paused ? t("play") : t("pause")} title={paused ? t("play") : t("pause")} onClick={() => { void ask({ do: "time", paused: !paused }); }}>{paused ? "▶" : "❚❚"}</button>
      <button type="button" class="round" aria-label={t("step")} title={t("step")} onClick={() => { void ask({ do: "step" }); }}>▶❙</button>
      <input
        type="range" min={0} max={Math.max(1000, endMs)} step={1} value={shown} aria-label={t("moment")} aria-valuetext={clockText(shown)}
        onInput={(event) => { held.value = Number(event.currentTarget.value); }}
        onChange={(event) => { const atMs = Number(event.currentTarget.value); void ask({ do: "goto", atMs }).then(() => { held.value = -1; }); }}
      />
      <output class="clock">{busy ? t("busy") : clockText(shown) + (endMs > nowMs + 999 ? " / " + clockText(endMs) : "")}</output>
      <label class="row"><span class="unseen">{t("speed")}</span>
        <select value={String(speed)} aria-label={t("speed")} onChange={(event) => { void ask({ do: "time", speed: Number(event.currentTarget.value) }); }}>{SPEEDS.map((one) => <option key={one} value={String(one)}>{one}×</option>)}</select>
      </label>
    </footer>
  );
}
