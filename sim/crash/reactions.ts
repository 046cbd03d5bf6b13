import type { Ports } from "../../hal/ports.js";
import type { OpenMemory } from "../engine/node.js";
import type { World } from "../world.js";
import type { Net } from "./faults.js";
import { remember, type Memory } from "./memory.js";
import { createNoting } from "./noting.js";

/**
 * What a terminal makes of spoilt answers, found without playing what comes of each: at the moment at which an answer arrives, it
 * is handed every spoilt one in turn while its ports only note what it asks of them, and its memory is put back each time. Two
 * answers after which it has asked the same and remembers the same end alike.
 */
export interface Reactions {
  /** Ports as the terminal gets them while this looks on. */
  around(ports: Ports, world: World): Ports;
  /** What the terminal made of a fault, in words of one moment; undefined when that has to be played. */
  known(net: Net): string | undefined;
  /** The play is over. */
  over(): void;
}

/** Thrown out of a play when there is nothing more to look at. */
class Enough extends Error {}

type Take = (bytes: string) => void;

/** When the line breaks behind the beginning of an answer. Source: sim/devices/network-faults.ts. */
const BREAK_MS = 1;
/** Faults that this can tell of: each changes what arrives of one answer, and behind it the line breaks or is silent. */
const SPOILT = ["garbleReply", "resetReply", "truncateReply"];
export const isSpoilt = (net: Net): boolean => SPOILT.includes(net.name);

/** What arrives of an answer. */
function spoilt(bytes: string, { name, value, bit }: Net): string {
  if (name !== "garbleReply") return bytes.slice(0, value);
  return bytes.slice(0, value) + String.fromCharCode(bytes.charCodeAt(value) ^ (1 << bit)) + bytes.slice(value + 1);
}

const textOf = (net: Net): string => net.message + net.name + net.value + "." + net.bit;

/** @param nets  Those to be looked at, of the exchanges of one play. */
export function createReactions(memory: OpenMemory, nets: readonly Net[]): Reactions {
  const found = new Map<string, string>();
  const last = nets.reduce((most, net) => Math.max(most, net.message), 0);
  const noting = createNoting();
  let message = 0;
  let heard = true;
  let onClosed: (() => void) | null = null;

  /** What comes behind the beginning of an answer: the next event of the world must be it, and the beginning must have changed nothing else. */
  function goesOn(net: Net, world: World): boolean {
    if (noting.any()) return false;
    if (net.name === "resetReply") {
      if (world.nextMs() <= world.now() + BREAK_MS) return false;
      noting.note(() => onClosed?.(), BREAK_MS);
      return true;
    }
    noting.wait(world);
    return true;
  }
  function lookAt(net: Net, bytes: string, take: Take, before: Memory, world: World): void {
    const piece = spoilt(bytes, net);
    noting.begin();
    if (piece !== "") noting.note(() => take(piece), 0);
    // What was put off came at once, so nothing may have been due in between.
    const sure = net.name === "garbleReply" ? world.nextMs() > world.now() : goesOn(net, world);
    const notes = noting.end();
    if (sure && notes !== null) found.set(textOf(net), before.changes(notes));
    before.restore();
  }
  function arrives(bytes: string, take: Take, world: World): void {
    const mine = heard ? [] : nets.filter((net) => net.message === message && net.value < bytes.length);
    heard = true;
    if (mine.length > 0) {
      const before = remember(memory, [take, onClosed]);
      for (const net of mine) lookAt(net, bytes, take, before, world);
    }
    if (message >= last) throw new Enough();
    take(bytes);
  }
  /** An exchange is over: faults of an answer that never came change nothing. */
  function ends(): void {
    if (!heard) for (const net of nets) if (net.message === message) found.set(textOf(net), "no answer");
  }
  function around(ports: Ports, world: World): Ports {
    const all = noting.around(ports);
    const { connect, onBytes, onClosed: onEnd } = all.network;
    all.network = {
      ...all.network,
      connect(host, port, done) {
        if (!noting.on()) {
          ends();
          if (message >= last) throw new Enough();
          message++;
          heard = false;
        }
        connect(host, port, done);
      },
      onBytes(listener) { onBytes(noting.on() || listener === null ? listener : (bytes) => arrives(bytes, listener, world)); },
      onClosed(listener) {
        if (!noting.on()) onClosed = listener;
        onEnd(listener);
      },
    };
    return all;
  }
  return { around, known: (net) => found.get(textOf(net)), over: ends };
}
