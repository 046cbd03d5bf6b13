import { WIRE_FAULTS, type WireFault } from "../../devices/network-faults.js";
import type { Cursor } from "../cursor.js";
import { hold, HOLDINGS, rot } from "../spoil.js";
import { fail, type Stage } from "../stage.js";
import { readMoment, type Moment } from "../triggers.js";
import { readOutcome } from "./host-outcome.js";
import type { StepKind } from "./kind.js";

/** Longest wait for a power cut that was armed. */
const CUT_WITHIN_MS = 180000;

/** Do `act` when the moment comes: at once, as soon as the world gets there, or inside a write of the medium. */
function when(stage: Stage, moment: Moment, about: string, act: (stage: Stage) => void): void {
  if (moment.write !== undefined) stage.cutAtWrite(moment.write.number, moment.write.byte);
  else if (moment.about === "now") act(stage);
  else stage.triggers.push({ about: `${about} at ${moment.about}`, reached: moment.arm(stage), act });
}

function readPower(at: Cursor): (stage: Stage) => Promise<void> {
  if (!at.isMap) {
    if (at.oneOf(["cut", "on"] as const, "power word") === "cut") return async (stage) => stage.terminal.powerCut();
    return async (stage) => {
      const armed = stage.terminal.powered;
      if (armed && !(await stage.until(() => !stage.terminal.powered, CUT_WITHIN_MS))) fail("the power to have been cut by now", stage.triggers.map((trigger) => trigger.about).join(", ") || "no cut that ever came");
      await stage.run(1000);
      await stage.boot();
    };
  }
  const parts = at.map(["cut"], "power");
  const moment = readMoment(parts.get("cut") ?? at.refuse("power needs cut"));
  return async (stage) => when(stage, moment, "power cut", (now) => now.terminal.powerCut());
}

function readFault(at: Cursor): WireFault {
  const parts = at.map(["fault", "count", "value"], "line");
  const kind = parts.get("fault")?.oneOf(WIRE_FAULTS, "line fault") ?? at.refuse("line needs fault");
  return {
    kind,
    ...(parts.has("count") ? { count: parts.get("count")!.whole(1, 1000) } : {}),
    ...(parts.has("value") ? { value: parts.get("value")!.whole(0, 600000) } : {}),
  };
}

function readLine(at: Cursor): (stage: Stage) => Promise<void> {
  if (!at.isMap) {
    const word = at.oneOf(["down", "up", ...WIRE_FAULTS] as const, "line word");
    if (word === "down" || word === "up") return async (stage) => stage.terminal.network.cable(word === "up");
    return async (stage) => stage.terminal.network.fault({ kind: word });
  }
  if (!at.map(null, "line").has("down")) {
    const fault = readFault(at);
    return async (stage) => stage.terminal.network.fault(fault);
  }
  const moment = readMoment(at.map(["down"], "line").get("down")!);
  if (moment.write !== undefined) at.refuse("write is a moment for power only");
  return async (stage) => when(stage, moment, "line down", (now) => now.terminal.network.cable(false));
}

function readPaper(at: Cursor): (stage: Stage) => Promise<void> {
  if (!at.isMap) {
    const word = at.oneOf(["out", "load", "jam", "hot", "cool"] as const, "paper word");
    return async (stage) => setPaper(stage, word);
  }
  const parts = at.map(["out", "jam", "hot"], "paper");
  const entry = [...parts][0];
  if (entry === undefined || parts.size !== 1) return at.refuse("paper needs one of out, jam, hot");
  const [word, value] = entry;
  const lines = value.whole(0, 1000);
  const printed = (stage: Stage): number => stage.terminal.printer.pieces.reduce((sum, piece) => sum + piece.lines.length, 0);
  return async (stage) => {
    const from = printed(stage);
    if (word === "out") stage.terminal.printer.linesLeft = lines;
    else stage.triggers.push({ about: `paper ${word}`, reached: (now) => printed(now) >= from + lines, act: (now) => setPaper(now, word as "jam" | "hot") });
  };
}

function setPaper(stage: Stage, word: "out" | "load" | "jam" | "hot" | "cool"): void {
  const printer = stage.terminal.printer;
  if (word === "out") printer.linesLeft = 0;
  else if (word === "load") printer.loadPaper();
  else if (word === "cool") printer.fault = "none";
  else printer.fault = word === "jam" ? "jam" : "headHot";
}

/** A tenth fast: far beyond any quartz. */
const DRIFT_MAX_PPM = 100_000;
const STORAGE_ERRORS = ["ioError", "wornBlock"] as const;

function readStorageFault(at: Cursor): (stage: Stage) => Promise<void> {
  const parts = at.map(["read", "write", "erase", "times", "worn", "rot", "holds"], "storage");
  const worn = parts.get("worn")?.whole(0, 1 << 24);
  const rotten = parts.get("rot")?.whole(0, 1 << 24);
  const holding = parts.get("holds")?.oneOf(HOLDINGS, "thing for a medium to hold");
  const times = parts.get("times")?.whole(1, 100000) ?? 1;
  const faults = (["read", "write", "erase"] as const).filter((name) => parts.has(name)).map((name) => ({ name, error: parts.get(name)!.oneOf(STORAGE_ERRORS, "storage error") }));
  return async (stage) => {
    if (rotten !== undefined) rot(stage.medium, rotten);
    if (holding !== undefined) hold(stage.medium, holding);
    if (worn !== undefined) stage.medium.worn.add(worn);
    for (const { name, error } of faults) stage.medium.fail(name === "write" ? "program" : name, error, times);
  };
}

function needHost(stage: Stage): NonNullable<Stage["host"]> {
  return stage.host ?? fail("the built-in test host", "another host, which cannot be told what to do");
}

export const fateKinds: readonly StepKind[] = [
  { name: "power", about: "power goes, now or at a moment, and comes back", read: readPower },
  { name: "line", about: "the cable, and faults of the line", read: readLine },
  { name: "paper", about: "paper and print head", read: readPaper },
  {
    name: "config", about: "the next write of a configuration record: power goes in it, or it fails",
    read(at) {
      const parts = at.map(["cut", "fail"], "config");
      const where = parts.get("cut")?.oneOf(["writing", "erasing"] as const, "step of a write");
      const times = parts.get("fail")?.whole(1, 100) ?? 0;
      return async (stage) => {
        if (where !== undefined) stage.terminal.config.armCut(where, () => stage.terminal.powerCut());
        if (times > 0) stage.terminal.config.fail("ioError", times);
      };
    },
  },
  { name: "storage", about: "faults of the journal's medium", read: readStorageFault },
  {
    name: "host", about: "what the test host does next, or whether it is there",
    read(at) {
      if (!at.isMap && (at.value === "down" || at.value === "up")) return async (stage) => { needHost(stage).listening = at.value === "up"; };
      const step = readOutcome(at);
      return async (stage) => needHost(stage).acquirer.script([step]);
    },
  },
  {
    name: "clock", about: "the terminal's clock is set wrong, or runs fast or slow",
    read(at) {
      const parts = at.map(["ahead", "behind", "drift"], "clock");
      const aheadMs = parts.has("ahead") ? parts.get("ahead")!.duration() : parts.has("behind") ? -parts.get("behind")!.duration() : null;
      const ppm = parts.get("drift")?.whole(-DRIFT_MAX_PPM, DRIFT_MAX_PPM) ?? null;
      if (parts.size === 0 || (parts.has("ahead") && parts.has("behind"))) return at.refuse("clock needs ahead, behind or drift, and not ahead and behind");
      return async ({ terminal: { clock } }) => {
        if (aheadMs !== null) clock.aheadMs = aheadMs;
        if (ppm !== null) clock.driftPpm = ppm;
      };
    },
  },
  {
    name: "tamper", about: "the key store loses its master key, as when the case is opened",
    read(at) {
      at.oneOf(["keys"] as const, "thing to tamper with");
      return async (stage) => { stage.terminal.keyStore.tmkHex = ""; };
    },
  },
];
