import iconv from "iconv-lite";
import { walletCard } from "../cards/wallet.js";
import { BadInput } from "../cli/bad-input.js";
import { espruinoEngines } from "../scenario/engines.js";
import { glassReader } from "../scenario/glass.js";
import { readJournalImage } from "../scenario/journal-image.js";
import { outputsOf } from "../scenario/outputs.js";
import type { RunResult } from "../scenario/result.js";
import { findSecrets, walletSecrets } from "../scenario/secrets.js";
import { readSlips } from "../scenario/slips.js";
import { wireLog } from "../scenario/wire.js";
import { readRun } from "./faults.js";
import { createRecording, type Recording } from "./recording.js";
import { SETTLE, type Order } from "./orders.js";
import { BASES, DAYS, type Base } from "./scenarios.js";
import { crashBench, play, playIn, type Played } from "./track.js";

/** A run played once more, with everything it left behind as a scenario leaves it. `unmet` as in {@link Played}. */
export interface Replayed { result: RunResult; unmet: string }

/** The story of a run. Errors: BadInput when there is none of that name. */
export function baseNamed(name: string): Base {
  const base = [...BASES, ...DAYS].find((one) => one.name === name);
  if (base === undefined) throw new BadInput(`--replay: no story ${JSON.stringify(name)}; there are ${BASES.map((one) => one.name).join(", ")}`);
  return base;
}

async function resultOf(text: string, base: Base, orders: readonly Order[], played: Played, recording: Recording, fontAsset: Uint8Array, engine: RunResult["engine"]): Promise<RunResult> {
  const { end } = played;
  const read = glassReader(fontAsset);
  const frames = recording.frames.map((frame) => ({ atMs: frame.atMs, crc: frame.checksum, text: read(frame.bits), bits: frame.bits }));
  const startMs = frames[0]?.atMs ?? end.held.nowMs;
  const result: RunResult = {
    ok: true, scenario: "crash-" + base.name.replace("/", "-"), title: text, lang: "en", engine, seed: 1,
    failures: played.faults.map((seen) => ({ line: 0, step: "end", expected: "money, journal, paper and screens to agree", seen })),
    frames, receipts: readSlips(recording.pieces), wire: wireLog(recording.wire), journal: end.held.image, config: [], journalView: await readJournalImage(end.held.image, base.shape),
    ledger: end.held.host.ledger(), log: recording.log.map((entry) => `${((entry.atMs - startMs) / 1000).toFixed(3).padStart(9)} ${entry.line}`),
    crash: end.how === "crashed" ? end.why : "", durationMs: end.held.nowMs - startMs, memory: null,
  };
  const cards = orders.filter((order) => order.card !== SETTLE).map((order) => walletCard(order.card));
  for (const seen of findSecrets(outputsOf(result), walletSecrets(cards))) result.failures.push({ line: 0, step: "end: secrets", expected: "no card data, PIN or key in any output", seen });
  result.ok = result.failures.length === 0;
  return result;
}

/**
 * Play a run of the crash explorer from its string.
 * @param onTrace  Hears each new screen, write, frame and printed line.
 * Errors: BadInput for a string that is no run, or without an interpreter to play it in.
 */
export async function replayRun(text: string, engineName: RunResult["engine"], onTrace: (line: string) => void): Promise<Replayed> {
  const { base: name, faults, again } = readRun(text);
  const base = baseNamed(name);
  const bench = await crashBench();
  const record = createRecording();
  // Screens and slips are in the terminal's own code page.
  const watching = { record, onTrace: (line: string): void => onTrace(iconv.decode(Buffer.from(line, "latin1"), "gb18030")) };
  const played = engineName === "espruino"
    ? await playIn(await espruinoEngines(), bench, base, faults, again, watching)
    : play(bench, base, faults, again, watching);
  return { result: await resultOf(text, base, [...base.orders, ...faults.flatMap((fault) => (fault.type === "sell" ? [fault.order] : []))], played, record, bench.assets.get("font")!, engineName), unmet: played.unmet };
}
