import { flow } from "../../firmware/flow/chart.js";
import { overlays } from "../../firmware/flow/overlays.js";
import type { OverlayChart } from "../../firmware/flow/types.js";
import type { FlowSheet } from "./protocol.js";

/** Parts of the flow that are drawn each on their own sheet: state names that begin so. As tools/diagram.ts cuts them. */
const SHEETS: Record<string, readonly string[]> = { boot: ["boot", "fault", "sign"], sale: ["idle", "menu", "sale"], reversal: ["reverse", "again"] };
const BOX_WIDTH = 124, BOX_HEIGHT = 26, GAP_X = 14, GAP_Y = 30, MARGIN = 10;

interface Placed { name: string; rank: number; order: number; timer: string }
interface Arrow { from: string; to: string; labels: string[] }

/** Every sheet, every pair of states once: rows of a parent stand for its children in a drawing of that size. */
function arrowsOf(chart: OverlayChart, here: (state: string) => boolean): Arrow[] {
  const found = new Map<string, Arrow>();
  for (const [from, on, guard, to] of chart.rows) {
    if (to === "same" || from === to || !here(from) || !here(to)) continue;
    const key = from + ">" + to;
    const arrow = found.get(key) ?? { from, to, labels: [] };
    arrow.labels.push(on + (guard === "" ? "" : " [" + guard + "]"));
    found.set(key, arrow);
  }
  return [...found.values()];
}

/** Rank by the fewest steps from the sheet's first state: the everyday way then runs downwards. */
function ranks(names: readonly string[], arrows: readonly Arrow[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const start of names) {
    if (found.has(start)) continue;
    const waiting = [start];
    // A parent that nothing leads to stands above what its rows lead to.
    const below = arrows.flatMap((arrow) => (arrow.from === start && found.has(arrow.to) ? [found.get(arrow.to)! - 1] : []));
    found.set(start, found.size === 0 ? 0 : below.length === 0 ? 1 : Math.max(0, Math.min(...below)));
    while (waiting.length > 0) {
      const from = waiting.shift()!;
      for (const arrow of arrows) {
        if (arrow.from !== from || found.has(arrow.to)) continue;
        found.set(arrow.to, found.get(from)! + 1);
        waiting.push(arrow.to);
      }
    }
  }
  return found;
}

/** Order within ranks by the middle of what points here: fewer crossings, in a few sweeps (Sugiyama's barycentre rule). */
function arrange(states: Placed[], arrows: readonly Arrow[]): Placed[][] {
  const rows: Placed[][] = [];
  for (const state of states) (rows[state.rank] ??= []).push(state);
  const at = new Map(states.map((state) => [state.name, state]));
  const place = (): void => { for (const row of rows) row.forEach((state, order) => { state.order = order - row.length / 2; }); };
  place();
  for (let sweep = 0; sweep < 6; sweep++) {
    for (const row of rows) {
      const middle = new Map(row.map((state) => {
        const near = arrows.flatMap((arrow) => (arrow.to === state.name ? [at.get(arrow.from)!] : arrow.from === state.name ? [at.get(arrow.to)!] : [])).filter((one) => one.rank !== state.rank);
        return [state.name, near.length === 0 ? state.order : near.reduce((sum, one) => sum + one.order, 0) / near.length];
      }));
      row.sort((one, other) => middle.get(one.name)! - middle.get(other.name)!);
    }
    place();
  }
  return rows;
}

interface Spot { x: number; y: number }

/** A curve from box to box: down where it goes on, round the side where it comes back. */
function pathOf(from: Spot, to: Spot): string {
  const middle = BOX_WIDTH / 2;
  if (to.y > from.y) {
    const x1 = from.x + middle, y1 = from.y + BOX_HEIGHT, x2 = to.x + middle, y2 = to.y;
    const bend = Math.max(GAP_Y * 0.8, (y2 - y1) / 2);
    return `M${x1},${y1}C${x1},${y1 + bend} ${x2},${y2 - bend} ${x2},${y2}`;
  }
  const right = to.x > from.x;
  const x1 = right ? from.x + BOX_WIDTH : from.x, y1 = from.y + BOX_HEIGHT / 2, x2 = right ? to.x : to.x + BOX_WIDTH, y2 = to.y + BOX_HEIGHT / 2;
  const out = (right ? 1 : -1) * (12 + Math.abs(y1 - y2) / 12);
  return `M${x1},${y1}C${x1 + out},${y1} ${x2 - out},${y2} ${x2},${y2}`;
}

function sheetOf(name: string, chart: OverlayChart, here: (state: string) => boolean): FlowSheet {
  const arrows = arrowsOf(chart, here);
  const used = new Set(arrows.flatMap((arrow) => [arrow.from, arrow.to]));
  const own = chart.states.filter(([state, screen, timer]) => here(state) && (screen !== "" || timer !== "" || used.has(state)));
  // An overlay comes from states of the core and goes back to them: they stand on its sheet too.
  const names = [...flow.states.filter(([state]) => used.has(state) && !own.some(([one]) => one === state)), ...own];
  const rank = ranks(names.map(([state]) => state), arrows);
  const rows = arrange(names.map(([state, , timer]) => ({ name: state, rank: rank.get(state)!, order: 0, timer })), arrows);
  const widest = Math.max(...rows.map((row) => row.length));
  const width = widest * (BOX_WIDTH + GAP_X) - GAP_X + 2 * MARGIN;
  const spots = new Map<string, Spot>();
  rows.forEach((row, number) => {
    const start = (width - (row.length * (BOX_WIDTH + GAP_X) - GAP_X)) / 2;
    row.forEach((state, order) => { spots.set(state.name, { x: start + order * (BOX_WIDTH + GAP_X), y: MARGIN + number * (BOX_HEIGHT + GAP_Y) }); });
  });
  return {
    name, width, height: rows.length * (BOX_HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN,
    states: names.map(([state, , timer]) => ({ name: state, ...spots.get(state)!, timer, home: own.some(([one]) => one === state) })),
    arrows: arrows.map((arrow) => ({ ...arrow, path: pathOf(spots.get(arrow.from)!, spots.get(arrow.to)!) })),
  };
}

/** The flow as drawings, from the rows that the terminal runs. Boxes are 124 x 26. */
export function flowSheets(): FlowSheet[] {
  const core = Object.entries(SHEETS).map(([name, heads]) => sheetOf(name, flow as OverlayChart, (state) => heads.includes(state.split(".")[0]!)));
  const own = Object.entries(overlays).map(([name, chart]) => sheetOf(name, chart, () => true));
  return [...core, ...own].filter((sheet) => sheet.states.length > 0);
}
