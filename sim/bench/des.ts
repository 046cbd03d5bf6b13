import { createRequire } from "node:module";
import { desBlock, desSchedule } from "../../firmware/secure/des.js";
import { loadDes } from "../des-tables.js";

/** One line of the comparison table: how often a second, and how many times as fast as theirs. */
export interface BenchRow {
  name: string;
  ours: number;
  theirs: number;
  /** ours / theirs: the median of the rounds. */
  ratio: number;
  unit: string;
}

interface PeerCipher { update(blocks: Uint8Array): number[] }
interface Peer { create(options: { type: string; key: Uint8Array; padding?: boolean }): PeerCipher }

const WORK_BLOCKS = 512;
const ROUNDS = 15;
const ROUND_MS = 40;

/** Blocks a second: calls `run`, which does WORK_BLOCKS of them, for about ROUND_MS. */
function blocksPerSecond(run: () => void): number {
  const startedNs = process.hrtime.bigint();
  let elapsedNs = 0;
  let runs = 0;
  do {
    run();
    runs++;
    elapsedNs = Number(process.hrtime.bigint() - startedNs);
  } while (elapsedNs < ROUND_MS * 1e6);
  return (runs * WORK_BLOCKS * 1e9) / elapsedNs;
}
function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}

/** Measure two ways of the same work turn by turn, so that both meet the same weather. */
function compare(name: string, ours: () => void, theirs: () => void): BenchRow {
  blocksPerSecond(ours);
  blocksPerSecond(theirs);
  const rounds = Array.from({ length: ROUNDS }, () => ({ ours: blocksPerSecond(ours), theirs: blocksPerSecond(theirs) }));
  return {
    name, unit: "blocks/s",
    ours: median(rounds.map((round) => round.ours)), theirs: median(rounds.map((round) => round.theirs)),
    ratio: median(rounds.map((round) => round.ours / round.theirs)),
  };
}

/**
 * DES and TDES encryption in ECB against npm des.js, in the same process: warm-up, then the median of 15 rounds.
 * @throws when the two do not give the same bytes: a wrong cipher has no speed.
 */
export function benchDes(): BenchRow[] {
  loadDes();
  const peers = createRequire(import.meta.url)("des.js") as { DES: Peer; EDE: Peer };
  return [8, 24].map((keyLength) => {
    const key = Uint8Array.from({ length: keyLength }, (_, at) => (at * 37 + 11) & 255);
    const clear = Uint8Array.from({ length: WORK_BLOCKS * 8 }, (_, at) => (at * 73 + (at >> 8)) & 255);
    const keys = desSchedule(new Int32Array(new Uint8Array(key).buffer));
    const peer = keyLength === 8 ? peers.DES.create({ type: "encrypt", key }) : peers.EDE.create({ type: "encrypt", key });
    let made = new Uint8Array(0);
    let peerMade: number[] = [];
    function ours(): void {
      made = new Uint8Array(clear);
      const words = new Int32Array(made.buffer);
      for (let at = 0; at < words.length; at += 2) desBlock(keys, words, at, false);
    }
    function theirs(): void {
      peerMade = peer.update(clear);
    }
    ours();
    theirs();
    // des.js keeps what it has not been asked to finish; whole blocks come out as they go in.
    if (Buffer.compare(Buffer.from(made), Buffer.from(peerMade)) !== 0) throw new Error("des.js gives other bytes for a key of " + keyLength);
    return compare(keyLength === 8 ? "DES" : "TDES", ours, theirs);
  });
}
