import { flow } from "../firmware/flow/chart.js";
import { overlays } from "../firmware/flow/overlays.js";
import type { OverlayChart } from "../firmware/flow/types.js";

/** Parts of the flow that are drawn each on their own sheet: state names that begin so. */
const SHEETS: Record<string, readonly string[]> = {
  boot: ["boot", "fault", "sign"],
  sale: ["idle", "menu", "sale"],
  reversal: ["reverse", "again"],
};

const id = (state: string): string => state.replaceAll(".", "_");

/** Mermaid state diagrams of the flow, from the rows the device runs: file name to text. A test compares docs/flow with them. */
export function diagrams(): Map<string, string> {
  const sheets = new Map<string, string>();
  const core = flow as OverlayChart;
  for (const [sheet, heads] of Object.entries(SHEETS)) sheets.set(`${sheet}.mmd`, drawn(core, (state) => heads.includes(state.split(".")[0]!)));
  for (const [name, chart] of Object.entries(overlays)) sheets.set(`${name}.mmd`, drawn(chart, () => true));
  return sheets;
}

function drawn(chart: OverlayChart, here: (state: string) => boolean): string {
  const lines = ["%% Made by `npm run diagram` from firmware/flow. Do not edit.", "stateDiagram-v2"];
  const arrows = new Map<string, string[]>();
  for (const [from, on, guard, to, , effects] of chart.rows) {
    if (!here(from) || to === "same") continue;
    const label = on + (guard === "" ? "" : ` [${guard}]`) + (effects.length === 0 ? "" : ` / ${effects.join(", ")}`);
    const arrow = `${id(from)} --> ${id(to)}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), label]);
  }
  for (const [name, screen, timer] of chart.states) {
    if (here(name) && (screen !== "" || timer !== "")) lines.push(`  ${id(name)} : ${name}${timer === "" ? "" : ` (${timer})`}`);
  }
  for (const [arrow, labels] of arrows) lines.push(`  ${arrow} : ${labels.join("<br/>")}`);
  return `${lines.join("\n")}\n`;
}
