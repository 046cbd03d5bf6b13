import { faults } from "../acquirer/faults.js";
import { swipeCard, type WalletCard } from "../cards/wallet.js";
import { accountOf, editedCard } from "./cards.js";
import type { Control } from "./controls.js";
import type { RunDesk } from "./desk.js";
import { merchantDesk } from "./merchant-desk.js";
import { Refusal } from "./refusal.js";
import type { Seat } from "./seat.js";

export type Recorded = Exclude<Control, { do: "time" | "step" | "goto" | "sessionNew" | "sessionOpen" | "sessionSave" | "sessionShare" | "scenarios" | "scenarioOpen" | "journal" | "bytes" | "print" }>;
type Of<N extends Recorded["do"]> = Extract<Recorded, { do: N }>;

const OFF = "The terminal has no power. Nothing happened; switch it on first.";

export function seatOf(desk: RunDesk, number: number): Seat {
  const seat = desk.seats[number];
  if (seat === undefined) throw new Refusal("noTerminal", `There is no terminal ${number + 1} on this desk; it has ${desk.seats.length}.`);
  return seat;
}

function cardOf(desk: RunDesk, id: string): RunDesk["cards"][number] {
  const card = desk.cards.find((one) => one.id === id);
  if (card === undefined) throw new Refusal("noCard", `There is no card ${JSON.stringify(id)} in the wallet.`);
  return card;
}

function swipe(desk: RunDesk, seat: Seat, control: Of<"swipe">): void {
  const card = cardOf(desk, control.card);
  if (!card.ways.includes("swipe")) throw new Refusal("refused", `${card.name} has no magnetic stripe. Show it to its reader instead.`);
  if (!seat.terminal.powered) throw new Refusal("off", OFF);
  const style: WalletCard["swipe"] = {};
  if (control.reverse === true) style.reverse = card.swipe.reverse !== true;
  if (control.inverted === true) style.inverted = card.swipe.inverted !== true;
  desk.note(seat.number, { kind: "control", title: "swipe", more: card.id, tone: "" });
  if (!seat.terminal.magstripe.swipe(swipeCard(card, style))) throw new Refusal("notListening", "Nobody listens to the card reader now: the swipe is lost. Nothing was charged; swipe again when the terminal asks.");
}

const WHERE = { chip: "chip slot", tap: "contactless field" } as const;

function present(desk: RunDesk, seat: Seat, control: Of<"present">): void {
  const { way } = control;
  if (way !== "scan") throw new Refusal("noReader", `This firmware reads stripes and codes: the ${WHERE[way]} is drawn where it will be. Nothing was read; swipe the card, or type the amount at another terminal.`);
  const { code, name } = cardOf(desk, control.card);
  if (code === "") throw new Refusal("refused", `${name} has no code on it. Nothing was read; show it to its reader instead.`);
  if (!seat.terminal.powered) throw new Refusal("off", OFF);
  if (!seat.terminal.scanner.show(code)) throw new Refusal("notListening", "The scanner is dark: nobody listens to it now. Nothing was read and nothing charged; choose Scan in the menu first.");
}

function key(desk: RunDesk, seat: Seat, control: Of<"key">): void {
  if (!seat.terminal.powered) throw new Refusal("off", OFF);
  // While a PIN is typed the recording must hold the key, but the log must not.
  const hidden = seat.state === "sale.pin" && "0123456789".includes(control.key);
  desk.note(seat.number, { kind: "control", title: "key", more: hidden ? "*" : control.key, tone: "" });
  if (!seat.terminal.keypad.press(control.key)) throw new Refusal("notListening", "The terminal does not listen to keys now: the key is lost.");
}

function paper(seat: Seat, control: Of<"paper">): void {
  const { printer } = seat.terminal;
  if (control.what === "out") printer.linesLeft = control.lines ?? 0;
  else if (control.what === "load") printer.loadPaper(control.lines);
  else if (control.what === "cool") printer.fault = "none";
  else printer.fault = control.what === "jam" ? "jam" : "headHot";
}

function backLater(desk: RunDesk, seat: Seat, backMs: number | undefined): void {
  if (backMs === undefined) return;
  const boots = seat.terminal.boots;
  desk.world.after(backMs, () => { if (!seat.terminal.powered && seat.terminal.boots === boots) seat.powerOn(); });
}

function power(desk: RunDesk, seat: Seat, control: Of<"power">): void {
  const { terminal, medium } = seat;
  if (control.what === "on") {
    if (terminal.powered) throw new Refusal("refused", "The terminal is on already.");
    seat.powerOn();
    return;
  }
  if (!terminal.powered) throw new Refusal("off", OFF);
  if (control.what === "cut") {
    seat.powerCut("somebody pulled the plug");
    backLater(desk, seat, control.backMs);
  } else if (control.what === "batteryLow") {
    seat.batteryLow = true;
    seat.batteryBackMs = control.backMs;
  } else {
    const inside = control.what === "inWrite";
    medium.armCut({ operation: 0, byte: inside ? "half" : 0 }, () => {
      seat.powerCut(inside ? "in the middle of a write: half of its bytes are on the medium" : "as a write began: none of its bytes is on the medium");
      backLater(desk, seat, control.backMs);
    });
  }
}

function hostStep(desk: RunDesk, control: Of<"host">): void {
  if (control.fault !== undefined && faults[control.fault] === undefined) throw new Refusal("refused", `The test bank has no fault ${JSON.stringify(control.fault)}; it has ${Object.keys(faults).join(", ")}.`);
  const { do: _do, ...step } = control;
  desk.bank.acquirer.script([step]);
  desk.bankChanges++;
}

function saveCard(desk: RunDesk, control: Of<"cardSave">): void {
  const card = editedCard(control.card, desk.cards);
  if (typeof card === "string") throw new Refusal("refused", card);
  const at = desk.cards.findIndex((one) => one.id === card.id);
  if (at >= 0) desk.cards[at] = card;
  else desk.cards.push(card);
  desk.bank.admit(accountOf(card));
  desk.bankChanges++;
  desk.cardChanges++;
}

function addTerminal(desk: RunDesk, control: Of<"terminalAdd">): void {
  const seat = desk.addSeat(control.merchant, control.blank);
  if (seat === null) throw new Refusal("refused", `The desk is full: it has ${desk.seats.length} terminals.`);
  seat.powerOn();
}

function setClock({ terminal: { clock } }: Seat, control: Of<"clock">): void {
  if (control.aheadMs !== undefined) clock.aheadMs = control.aheadMs;
  if (control.driftPpm !== undefined) clock.driftPpm = control.driftPpm;
}

/** In words, for the log. */
function toldOf(control: Recorded): string {
  return Object.entries(control).filter(([name]) => !["do", "terminal", "card"].includes(name)).map(([name, value]) => name + " " + String(value)).join(", ");
}

/** Carry out a control that changes the run, at the world's present time. Errors: {@link Refusal}; the run then stands as before. */
export function obey(desk: RunDesk, control: Recorded): void {
  const seat = "terminal" in control ? seatOf(desk, control.terminal) : null;
  if (control.do !== "key" && control.do !== "swipe") desk.note(seat?.number ?? -1, { kind: "control", title: control.do, more: control.do === "cardSave" ? control.card.id : toldOf(control), tone: "" });
  switch (control.do) {
    case "key": key(desk, seat!, control); break;
    case "swipe": swipe(desk, seat!, control); break;
    case "present": present(desk, seat!, control); break;
    case "apply": case "review": merchantDesk(desk, control); break;
    case "tear": if (!seat!.paper.tear()) throw new Refusal("refused", "No paper hangs out of this printer."); break;
    case "paper": paper(seat!, control); break;
    case "cable": seat!.terminal.network.cable(control.in); break;
    case "line": seat!.terminal.network.fault({ kind: control.fault, ...(control.count === undefined ? {} : { count: control.count }), ...(control.value === undefined ? {} : { value: control.value }) }); seat!.armed(control.fault); break;
    case "power": power(desk, seat!, control); break;
    case "storage": seat!.medium.fail(control.what === "write" ? "program" : "read", "ioError", control.times ?? 1); break;
    case "clock": setClock(seat!, control); break;
    case "tamper": seat!.terminal.keyStore.tmkHex = ""; break;
    case "host": hostStep(desk, control); break;
    case "hostClear": desk.bank.acquirer.clearScript(); desk.bankChanges++; break;
    case "hostDoor": desk.bank.open = control.open; desk.bankChanges++; break;
    case "cardSave": saveCard(desk, control); break;
    default: addTerminal(desk, control);
  }
}
