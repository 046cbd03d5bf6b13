import type { Control } from "../../controls.js";
import { ask } from "../connection.js";
import { active, bank, present } from "../state.js";
import { t, type Word } from "../words.js";

const BACK_MS = 1500;
const HOUR_MS = 3_600_000;
/** A minute an hour. */
const FAST_PPM = 16_667;

interface Fault { word: Word; control: (terminal: number) => Control; hint?: Word }
const line = (fault: Extract<Control, { do: "line" }>["fault"], word: Word, value?: number): Fault => ({ word, control: (terminal) => ({ do: "line", terminal, fault, ...(value === undefined ? {} : { value }) }) });
const host = (word: Word, rule: Omit<Extract<Control, { do: "host" }>, "do" | "on">): Fault => ({ word, control: () => ({ do: "host", on: "0200", ...rule }) });

const BOARD: readonly { word: Word; faults: readonly Fault[] }[] = [
  { word: "power", faults: [
    { word: "powerCut", control: (terminal) => ({ do: "power", terminal, what: "cut", backMs: BACK_MS }), hint: "comesBack" },
    { word: "cutAtWrite", control: (terminal) => ({ do: "power", terminal, what: "atWrite", backMs: BACK_MS }), hint: "comesBack" },
    { word: "cutInWrite", control: (terminal) => ({ do: "power", terminal, what: "inWrite", backMs: BACK_MS }), hint: "comesBack" },
    { word: "batteryLow", control: (terminal) => ({ do: "power", terminal, what: "batteryLow", backMs: BACK_MS }), hint: "batteryHelp" },
  ] },
  { word: "reply", faults: [
    line("dropReply", "loseReply"), line("delayReply", "delayReply", 20000), line("duplicateReply", "doubleReply"), line("garbleReply", "garbleReply"), line("truncateReply", "truncateReply"), line("splitReply", "splitReply", 5), line("resetReply", "resetReply"),
  ] },
  { word: "mac", faults: [host("wrongMac", { fault: "wrongMac" }), host("wrongAmount", { fault: "wrongAmount" }), host("missing", { fault: "missingReply" }), host("noMoney", { respCode: "51" })] },
  { word: "request", faults: [line("dropRequest", "loseRequest"), line("refuse", "refuseDial")] },
  { word: "paperFaults", faults: [
    { word: "paperOut", control: (terminal) => ({ do: "paper", terminal, what: "out" }) }, { word: "paperSoon", control: (terminal) => ({ do: "paper", terminal, what: "out", lines: 5 }) }, { word: "newRoll", control: (terminal) => ({ do: "paper", terminal, what: "load" }) },
    { word: "headHot", control: (terminal) => ({ do: "paper", terminal, what: "hot" }) }, { word: "headCool", control: (terminal) => ({ do: "paper", terminal, what: "cool" }) }, { word: "jam", control: (terminal) => ({ do: "paper", terminal, what: "jam" }) },
  ] },
  { word: "medium", faults: [{ word: "writeFails", control: (terminal) => ({ do: "storage", terminal, what: "write" }) }, { word: "readFails", control: (terminal) => ({ do: "storage", terminal, what: "read" }) }] },
  { word: "clock", faults: [
    { word: "clockRight", control: (terminal) => ({ do: "clock", terminal, aheadMs: 0, driftPpm: 0 }) }, { word: "clockHour", control: (terminal) => ({ do: "clock", terminal, aheadMs: HOUR_MS }) }, { word: "clockDay", control: (terminal) => ({ do: "clock", terminal, aheadMs: -24 * HOUR_MS }) },
    { word: "clockFast", control: (terminal) => ({ do: "clock", terminal, driftPpm: FAST_PPM }), hint: "clockFastHelp" },
  ] },
  { word: "tamperTitle", faults: [{ word: "tamper", control: (terminal) => ({ do: "tamper", terminal }), hint: "tamperHelp" }] },
];

function LineGroup() {
  const number = active.value;
  const cableIn = present.value?.cableIn ?? true;
  const open = bank.value?.open ?? true;
  return (
    <fieldset><legend>{t("line")}</legend>
      <button type="button" class={cableIn ? "" : "lit"} onClick={() => { void ask({ do: "cable", terminal: number, in: !cableIn }); }}>{cableIn ? t("unplug") : t("plugIn")}</button>
      <button type="button" class={open ? "" : "lit"} onClick={() => { void ask({ do: "hostDoor", open: !open }); }}>{open ? t("hostDown") : t("hostUp")}</button>
    </fieldset>
  );
}

/** Everything that can go wrong, a button each. */
export function Faults() {
  const armed = [...(present.value?.armed ?? []), ...(bank.value?.rules ?? []).map((rule) => rule.on + ": " + (rule.fault || rule.respCode) + (rule.times > 1 ? " x" + rule.times : ""))];
  const number = active.value;
  return (
    <div class="board">
      <p class="armed" role="status"><b>{t("armed")}:</b> {armed.length === 0 ? t("nothingArmed") : armed.map((name, at) => <code key={name + at}>{name}</code>)}</p>
      {BOARD.map((group) => (
        <fieldset key={group.word}><legend>{t(group.word)}</legend>
          {group.faults.map((fault) => <button type="button" key={fault.word} title={fault.hint === undefined ? "" : t(fault.hint)} onClick={() => { void ask(fault.control(number)); }}>{t(fault.word)}</button>)}
        </fieldset>
      ))}
      <LineGroup />
    </div>
  );
}
