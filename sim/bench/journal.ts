import { FRAM, NOR, type MediumShape } from "../storage.js";
import type { BenchRow } from "./compare.js";
import { loadJournal } from "./journal-load.js";

const SALES = 10000;

const figure = (name: string, ours: number, unit: string, peer: string): BenchRow => ({ name, peer, ours, theirs: null, ratio: null, unit });

/** What a journal costs: writes and bytes of a sale, the dearest and the mean, and how evenly they wear the medium. */
function benchMedium(name: string, shape: MediumShape): BenchRow[] {
  const load = loadJournal(shape, SALES);
  const costs = load.perSale.map((all) => all.filter((one) => one.kind === "program"));
  const bytes = costs.map((all) => all.reduce((sum, one) => sum + one.length, 0));
  const most = (numbers: ArrayLike<number>): number => Array.from(numbers).reduce((one, other) => Math.max(one, other), 0);
  const least = (numbers: ArrayLike<number>): number => Array.from(numbers).reduce((one, other) => Math.min(one, other), Infinity);
  const mean = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const rows = [
    figure(`journal, ${name}, dearest sale`, most(costs.map((all) => all.length)), "writes", "limit 12"),
    figure(`journal, ${name}, dearest sale`, most(bytes), "bytes", "limit 600"),
    figure(`journal, ${name}, mean sale`, mean(bytes), "bytes", ""),
  ];
  const unit = shape.eraseBytes === 0 ? "writes" : "erases";
  const wear = shape.eraseBytes === 0 ? wearOfSlots(load.perSale.flat().map((one) => one.address), Math.floor(shape.sizeBytes / 100)) : load.medium.wear;
  const place = shape.eraseBytes === 0 ? "slot" : "block";
  return [
    ...rows,
    figure(`wear, ${name}, ${SALES.toLocaleString("en")} sales, least worn ${place}`, least(wear), unit, `of ${wear.length} ${place}s`),
    figure(`wear, ${name}, ${SALES.toLocaleString("en")} sales, most worn ${place}`, most(wear), unit, ""),
  ];
}

function wearOfSlots(addresses: number[], slots: number): number[] {
  const wear = new Array<number>(slots).fill(0);
  for (const address of addresses) wear[address / 100]!++;
  return wear;
}

export function benchJournal(): BenchRow[] {
  return [...benchMedium("FRAM", FRAM), ...benchMedium("NOR", NOR)];
}
