import type { Cursor } from "./cursor.js";
import { unknownName } from "./cursor.js";
import type { Stage } from "./stage.js";

/** Something that happens as soon as a moment has come. */
export interface Trigger {
  reached(stage: Stage): boolean;
  act(stage: Stage): void;
  /** For reports: "power cut at sent 0200". */
  about: string;
}

/** A moment as a scenario names it. `arm` looks at how things stand now and returns the test for "it has come". */
export interface Moment {
  about: string;
  /** Storage moments are kept by the medium itself: which write from now on, and after how many of its bytes. */
  write?: { number: number; byte: number };
  arm(stage: Stage): (stage: Stage) => boolean;
}

const NAMES = ["now", "dial", "up", "sent <MTI>", "received <MTI>", "line <n>", "write <n>", "write <n> byte <m>", "after <duration>"];

function wireMoment(about: string, direction: "out" | "in", mti: string): Moment {
  const count = (stage: Stage): number => stage.messages().filter((message) => message.direction === direction && message.mti === mti).length;
  return {
    about,
    arm(stage) {
      const before = count(stage);
      return (now) => count(now) > before;
    },
  };
}

function lineEvent(about: string, what: "dial" | "up"): Moment {
  const count = (stage: Stage): number => stage.terminal.network.wire.filter((event) => event.what === what).length;
  return {
    about,
    arm(stage) {
      const before = count(stage);
      return (now) => count(now) > before;
    },
  };
}

function paperMoment(about: string, lines: number): Moment {
  const count = (stage: Stage): number => stage.terminal.printer.pieces.reduce((sum, piece) => sum + piece.lines.length, 0);
  return {
    about,
    arm(stage) {
      const before = count(stage);
      return (now) => count(now) >= before + lines;
    },
  };
}

function laterMoment(about: string, delayMs: number): Moment {
  return {
    about,
    arm(stage) {
      let come = false;
      stage.world.after(delayMs, () => { come = true; });
      return () => come;
    },
  };
}

/** Read the name of a moment. */
export function readMoment(at: Cursor): Moment {
  const about = at.text().trim();
  const [word, first, second, third] = about.split(/\s+/);
  if (about === "now") return { about, arm: () => () => true };
  if (about === "dial" || about === "up") return lineEvent(about, about);
  if ((word === "sent" || word === "received") && /^\d{4}$/.test(first ?? "")) return wireMoment(about, word === "sent" ? "out" : "in", first!);
  if (word === "line" && /^\d{1,3}$/.test(first ?? "")) return paperMoment(about, Number(first));
  if (word === "after" && /^\d+(ms|s|min|h)$/.test(first ?? "")) {
    const [, count, unit] = /^(\d+)(\D+)$/.exec(first!)!;
    return laterMoment(about, Number(count) * { ms: 1, s: 1000, min: 60000, h: 3600000 }[unit as "ms" | "s" | "min" | "h"]);
  }
  if (word === "write" && /^\d{1,4}$/.test(first ?? "") && (second === undefined || (second === "byte" && /^\d{1,4}$/.test(third ?? "")))) {
    return { about, write: { number: Number(first), byte: Number(third ?? 0) }, arm: () => () => false };
  }
  return at.refuse(unknownName("moment", about, NAMES));
}
