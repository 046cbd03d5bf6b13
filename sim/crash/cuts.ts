import { tearWrite, type MediumShape } from "../storage.js";
import type { Cut } from "./faults.js";
import type { Held } from "./held.js";
import { lastWords } from "./host-line.js";
import { knownHost } from "./known-host.js";
import type { Point } from "./power-up.js";

/** Mixes that a half-erased block can hold beside its erased bytes: the medium's own four. */
const MIXES = 4;

/**
 * Every way power can go at a point: a write after each number of its bytes, and with each bit of the byte that was being written
 * wrong; an erase after each number of bytes, the rest as it was or a mix; a frame after each byte sent; a line printed or not.
 */
export function cutsAt(point: Point): Cut[] {
  const { kind, number, write, sent } = point;
  const at = (done: number, wrong?: Cut["wrong"]): Cut => ({ type: "cut", kind, number, done, ...(wrong === undefined ? {} : { wrong }) });
  if (write === null) return Array.from({ length: kind === "r" ? 1 : kind === "p" ? 2 : sent!.length + 1 }, (_, done) => at(done));
  const cuts: Cut[] = [];
  for (let done = 0; done <= write.length; done++) {
    cuts.push(at(done));
    if (done === write.length) break;
    if (write.bytes === null) {
      for (let bit = 0; bit < MIXES; bit++) cuts.push(at(done, { bit, from: "new" }));
      continue;
    }
    for (let bit = 0; bit < 8; bit++) cuts.push(at(done, { bit, from: "new" }));
    cuts.push(at(done, { bit: (done * 5 + number) & 7, from: "old" }));
  }
  return cuts;
}

/** A few of {@link cutsAt} that stand for the others where each is only the first of two faults. */
export function fewCutsAt(point: Point): Cut[] {
  const all = cutsAt(point);
  const wanted = point.kind === "w" ? 5 : point.kind === "s" ? 3 : 2;
  if (point.kind === "r") return point.number % 16 === 1 ? all : [];
  return all.filter((_cut, index) => index === all.length - 1 || index % Math.ceil(all.length / wanted) === 0);
}

/** What is left when power goes at `point` as `cut` says. */
export function afterCut(point: Point, cut: Cut, shape: MediumShape): Held {
  const held: Held = { ...point.before };
  if (cut.kind === "w") {
    held.image = held.image.slice();
    tearWrite(held.image, shape.eraseBytes, point.write!, cut.done, cut.wrong);
  } else if (cut.kind === "s") {
    const host = knownHost(held.host, () => held.nowMs, () => {});
    lastWords(host, point.sent!, Math.min(cut.done, point.reach));
    held.host = host.now();
  } else if (cut.kind === "p" && cut.done === 1) held.paper = [...held.paper, point.line];
  return held;
}
