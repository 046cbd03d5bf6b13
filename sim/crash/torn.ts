import type { DoneBytes, HalError } from "../../hal/errors.js";
import type { Ports } from "../../hal/ports.js";
import type { OpenMemory } from "../engine/node.js";
import { tearWrite, type MediumShape, type Write } from "../storage.js";
import type { World } from "../world.js";
import { isGoodSlot, SLOT_BYTES, slotsIn } from "./journal-reader.js";
import { remember } from "./memory.js";
import { createNoting } from "./noting.js";
import type { Ended } from "./power-up.js";

/**
 * What a terminal makes of the media that one write can leave when power goes in it, found by playing one of them: whenever it reads
 * bytes that others hold otherwise, it is handed theirs in turn while its ports only note what it asks of them, and its memory is put
 * back each time. A medium of which it asks and remembers the same at each such moment goes on as the one that is played: all else on
 * it is the same.
 */
export interface Torn {
  /** Ports as the terminal gets them while this looks on. */
  around(ports: Ports, world: World): Ports;
  /** The play is over. @param end  How. */
  over(end: Ended): void;
  /** Whether the other of this number went on as the one that was played; to be asked when the play is over. */
  alike(number: number): boolean;
}

/** Thrown out of a play when nothing is left in which a medium differs from the one that is played. */
const ENOUGH = new Error("nothing is left to look at");

/** A medium by what stands in the place that was written; null when it goes its own way. */
type Other = Uint8Array | null;

/** @param played  The medium that is played.  @param others  What the others hold in the place of `write`. */
export function createTorn(memory: OpenMemory, shape: MediumShape, write: Write, played: Uint8Array, others: readonly Uint8Array[]): Torn {
  const from = write.address;
  const to = from + write.length;
  const slots = slotsIn(shape.sizeBytes, shape.eraseBytes, from, to);
  const noting = createNoting();
  const image = Uint8Array.from(played);
  const left: Other[] = others.map((bytes) => (readsAlike(bytes) ? Uint8Array.from(bytes) : null));

  /** A slot as a medium has it. @param bytes  What that holds in the place of the write. */
  function slotWith(bytes: Uint8Array, at: number): Buffer {
    const slot = Buffer.from(image.subarray(at, at + SLOT_BYTES));
    slot.set(bytes.subarray(Math.max(at - from, 0), at + SLOT_BYTES - from), Math.max(from - at, 0));
    return slot;
  }
  /** Whether those who judge by the medium read in both the same: a slot that is not good says nothing to them, whatever is in it. */
  function readsAlike(other: Uint8Array): boolean {
    return slots.every((at) => {
      const [one, two] = [slotWith(image.subarray(from, to), at), slotWith(other, at)];
      return one.equals(two) || (!isGoodSlot(one) && !isGoodSlot(two));
    });
  }
  const isDone = (): boolean => left.every((other) => other === null || Buffer.compare(other, image.subarray(from, to)) === 0);

  /** What was read, where the other medium holds something else. */
  function readFrom(other: Uint8Array, address: number, bytes: string): string {
    const [start, end] = [Math.max(address, from), Math.min(address + bytes.length, to)];
    return bytes.slice(0, start - address) + Buffer.from(other.subarray(start - from, end - from)).toString("latin1") + bytes.slice(end - address);
  }
  /** The terminal gets what it read; before that, what it would have read from each other. */
  function arrives(address: number, bytes: string, done: DoneBytes, world: World): void {
    if (address >= to || address + bytes.length <= from) { done(null, bytes); return; }
    const texts = left.map((other) => (other === null ? bytes : readFrom(other, address, bytes)));
    const odd = new Set(texts.filter((text) => text !== bytes));
    if (odd.size > 0) {
      // What it puts off comes at once, so nothing else may be due.
      const sure = world.nextMs() > world.now();
      const before = remember(memory, [done]);
      const look = (text: string): string | null => {
        noting.begin();
        noting.note(() => done(null, text), 0);
        const notes = noting.end();
        const what = notes === null ? null : before.changes(notes);
        before.restore();
        return what;
      };
      const own = sure ? look(bytes) : null;
      const gone = new Set([...odd].filter((text) => own === null || look(text) !== own));
      texts.forEach((text, number) => { if (gone.has(text)) left[number] = null; });
      if (isDone()) throw ENOUGH;
    }
    done(null, bytes);
  }
  /** A write was carried out, on each medium over what it held. */
  function wrote(one: Write, error: HalError | null): void {
    if (error !== null && error !== "ioError") return;
    tearWrite(image, shape.eraseBytes, one, one.length, undefined);
    const [start, end] = [Math.max(one.address, from), Math.min(one.address + one.length, to)];
    if (start >= end) return;
    const bytes = one.bytes?.subarray(start - one.address, end - one.address) ?? null;
    // The terminal is told when the bytes did not become what was written.
    const fails = (held: Uint8Array): boolean => bytes !== null && Buffer.compare(held, bytes) !== 0;
    left.forEach((other, number) => {
      if (other === null) return;
      tearWrite(other, shape.eraseBytes, { address: start - from, length: end - start, bytes }, end - start, undefined);
      if (fails(other.subarray(start - from, end - from)) !== fails(image.subarray(start, end)) || !readsAlike(other)) left[number] = null;
    });
    if (isDone()) throw ENOUGH;
  }
  function around(ports: Ports, world: World): Ports {
    const all = noting.around(ports);
    const { read, program, erase } = all.storage;
    all.storage = {
      ...all.storage,
      read(address, length, done) {
        if (noting.on()) read(address, length, done);
        else read(address, length, (error, bytes) => { if (error !== null) done(error, bytes); else arrives(address, bytes, done, world); });
      },
      program(address, bytes, done) {
        if (noting.on()) program(address, bytes, done);
        else program(address, bytes, (error) => { wrote({ address, length: bytes.length, bytes: Buffer.from(bytes, "latin1") }, error); done(error); });
      },
      erase(address, done) {
        if (noting.on()) erase(address, done);
        else erase(address, (error) => { wrote({ address, length: shape.eraseBytes, bytes: null }, error); done(error); });
      },
    };
    return all;
  }
  return {
    around,
    // What stopped otherwise tells nothing: it may have been the looking on.
    over(end) { if (end.how === "crashed" && !isDone()) left.fill(null); },
    alike: (number) => left[number] !== null,
  };
}
