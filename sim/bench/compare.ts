/** One line of `npm run bench`. `ratio` is ours over theirs: above 1 we are faster. */
export interface BenchRow { name: string; ours: number; theirs: number | null; ratio: number | null; unit: string; peer: string }

const ROUNDS = 7;
const ROUND_MS = 120;
/** Between two looks at the clock, which costs some microseconds. */
const TURNS = 32;

/** Milliseconds of processor time, so that waiting for others on the machine does not count. */
function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function perSecond(work: () => unknown): number {
  const start = usedMs();
  let turns = 0;
  let used = 0;
  while (used < ROUND_MS) {
    for (let i = 0; i < TURNS; i++) work();
    turns += TURNS;
    used = usedMs() - start;
  }
  return (turns * 1000) / used;
}

export const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

/** Both in turn, so that what else the machine does to its caches falls on both; the median of the rounds after one to warm up. */
export function compare(name: string, peer: string, ours: () => unknown, theirs: () => unknown, unit: string): BenchRow {
  const mine: number[] = [];
  const others: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const a = perSecond(ours);
    const b = perSecond(theirs);
    if (round > 0) { mine.push(a); others.push(b); }
  }
  return { name, peer, ours: median(mine), theirs: median(others), ratio: median(mine.map((value, i) => value / others[i]!)), unit };
}
