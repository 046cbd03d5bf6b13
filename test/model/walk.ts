import { flow } from "../../firmware/flow/chart.js";
import { freshContext, OPTION_APPROVED, OPTION_KEYED, OPTION_TIP, PIN_NONE, PIN_OPTIONAL, PIN_REQUIRED } from "../../firmware/flow/context.js";
import type { Context } from "../../firmware/flow/context.js";
import { guardList } from "../../firmware/flow/guards.js";
import { EVENTS } from "../../firmware/flow/names.js";
import type { Event } from "../../firmware/flow/names.js";
import { overlays } from "../../firmware/flow/overlays.js";
import { settle } from "../../firmware/overlay/settle.js";
import { sign } from "../../firmware/overlay/sign.js";
import * as packed from "../../firmware/flow/packed.js";
import { allow } from "../../firmware/overlay/allow.js";
import { begin } from "../../firmware/overlay/begin.js";
import { code } from "../../firmware/overlay/code.js";
import { diag } from "../../firmware/overlay/diag.js";
import { echo } from "../../firmware/overlay/echo.js";
import { goods } from "../../firmware/overlay/goods.js";
import { keyed } from "../../firmware/overlay/keyed.js";
import { live } from "../../firmware/overlay/live.js";
import { look } from "../../firmware/overlay/look.js";
import { totals } from "../../firmware/overlay/totals.js";
import { closed } from "../../firmware/overlay/closed.js";
import { off } from "../../firmware/overlay/off.js";
import { menu } from "../../firmware/overlay/menu.js";
import { note } from "../../firmware/overlay/note.js";
import { plan } from "../../firmware/overlay/plan.js";
import { people } from "../../firmware/overlay/people.js";
import { tip } from "../../firmware/overlay/tip.js";
import { train } from "../../firmware/overlay/train.js";
import { value as valueOverlay } from "../../firmware/overlay/value.js";
import { txn } from "../../firmware/overlay/txn.js";
import { updateList } from "../../firmware/flow/updates.js";
import { laidOver } from "../../firmware/machine/overlay.js";
import { NUMBER_BASE, ROW_LIST, ROW_TO, step } from "../../firmware/machine/step.js";
import { ASKS_AMOUNT, ASKS_CARD, FLAG_ADDS_ON, FLAG_LOCAL, KIND_SALE, PIN_ALWAYS, QUERIED, REPEATED, UNKEPT } from "../../firmware/txn/kind.js";
import type { Guard, Machine, Update } from "../../firmware/machine/step.js";
import type { PackedOverlay } from "../../firmware/machine/table.js";

/** Functions of each overlay; effects do nothing here. */
const FUNCTIONS: Record<string, { guards: readonly Guard<Context>[]; updates: readonly Update<Context>[] }> = {
  allow: allow(), begin: begin(), code: code(), diag: diag(), echo: echo(), goods: goods(), keyed: keyed(), live: live(), menu: menu(), note: note(), people: people(), plan: plan(), settle: settle(), sign: sign(), look: look(), totals: totals(), closed: closed(), off: off(), tip: tip(), train: train(), txn: txn(), value: valueOverlay(),
};

/** The machine that the device runs, from the packed strings. */
export const machine: Machine<Context> = { ...packed.packedFlow, guards: guardList, updates: updateList };

interface Laid { machine: Machine<Context>; states: readonly (readonly [string, string, string, string])[]; /** Numbers of states by name. */ numbers: ReadonlyMap<string, number>; /** Names of the effects in each list of the machine. */ lists: readonly string[][] }

function laidOut(laidMachine: Machine<Context>, states: Laid["states"], effects: readonly string[]): Laid {
  return {
    machine: laidMachine, states, numbers: new Map(states.map((row, number) => [row[0], number])),
    lists: laidMachine.lists.map((list) => [...list].map((code) => effects[code.charCodeAt(0) - NUMBER_BASE]!)),
  };
}
const core = laidOut(machine, flow.states, flow.effects);

/** The core with each overlay on it, as it lies between the order that lays it and the next idle. */
const laid = new Map<string, Laid>(Object.entries(overlays).map(([name, chart]) => {
  const strings = (packed as unknown as Record<string, PackedOverlay>)[`packed${name[0]!.toUpperCase()}${name.slice(1)}`]!;
  return [name, laidOut(
    laidOver(machine, { packed: strings, ...FUNCTIONS[name]!, effects: [] }),
    flow.states.concat(chart.states as typeof flow.states), flow.effects.concat(chart.effects as typeof flow.effects),
  )];
}));
const under = (name: string): Laid => laid.get(name) ?? core;

/** What the world around the flow knows beside the context. */
export interface World {
  /** Answers that may still come to this state's questions; each as an event and what it carries. */
  pending: [Event, any][];
  /** The journal said `saved` to the record that opens the request. */
  openSaved: boolean;
  /** A sale's request is on the line and nobody knows its fate. */
  out: boolean;
  /** The vault holds a card, or digits were typed into it. */
  vault: boolean;
  /** The host has closed this batch, and the terminal knows it. */
  closed: boolean;
}

export interface Node { state: string; overlay: string; context: Context; world: World; key: string }
export interface Edge { from: Node; on: Event; value: any; to: Node; effects: string[] }

const PREAUTH = 5;
const LATE = Number.MAX_SAFE_INTEGER;
const EVENT_NUMBERS = new Map(EVENTS.map((name, number) => [name as Event, number]));
const other = "622202*********0000";
const card = (reason: number, chip: boolean, pinPolicy: number): object => ({ reason, chip, panMasked: "621799*********0014", name: "T", scheme: "CUP", issuerName: "", issuer: 0, pinPolicy });
const host: [Event, any][] = [
  ["approved", { respCode: "00", authCode: "1" }], ["approved", { respCode: "00", authCode: "1", hostWish: 3 }], ["declined", { respCode: "51", authCode: "" }], ["declined", { respCode: "A0", authCode: "" }],
  ["declined", { respCode: "25", authCode: "" }], ["declined", { respCode: "09", authCode: "" }], ["badReply", 20], ["lineDown", 18], ["lineLost", 19],
];
const written: [Event, any][] = [["saved", null], ["saveFailed", 31]];
const printed: [Event, any][] = [["printed", null], ["paperOut", 24]];
const item: [Event, any][] = [["item", { index: 0, name: "tea", price: 500, paper: 32 }]];

const lays: [Event, any][] = [["laid", null], ["layFailed", null]];
const questions: [Event, any][] = [["askApproval", null], ["askTyped", 0], ["askTyped", 2], ["asked", null]];
const found = (some: object): object => ({ owes: false, owesNotice: false, hasSlip: false, owesPaper: false, stuck: false, phase: 0, ...some });
/** What the journal may say to a phase that was to be written. */
const phased = (...phases: number[]): [Event, any][] => [...phases.map((phase): [Event, any] => ["phased", phase]), ["saveFailed", 31]];
const stuckFound: [Event, any][] = [["stuckFound", { stan: "000002", amountMinor: 5, printed: false }], ["stuckFound", { stan: "000002", amountMinor: 5, printed: true }], ["tallied", null], ["saveFailed", 31]];

/** A password was right or wrong; true: it is the one that has to be changed. */
const password = (initial: boolean): [Event, any][] => [["keysGood", initial], ["keysBad", { reason: 50, detail: "" }]];
const kept: [Event, any][] = [["saved", null], ["keysBad", { reason: 54, detail: "" }]];

/** What each effect may be answered with. An effect that is not here answers nothing. */
const ANSWERS: Record<string, [Event, any][]> = {
  layBegin: lays, layMenu: lays, layPicked: lays, layTxn: lays, layFirst: lays, layAllow: lays, layAllowed: lays, mayPrint: [["asked", null], ["askApproval", "reprint"]], layGoods: lays, laySettle: lays, laySign: lays, layPeople: lays, layLive: lays, layTip: lays, layKeyed: lays,
  pick: [["page", 1], ["kindPicked", 1], ["kindPicked", 2], ["kindPicked", 16], ["kindPicked", 23], ["kindPicked", 28], ["layPicked", "echo"], ["layPicked", "settle"], ["layPicked", "people"], ["layPicked", "look"], ["layPicked", "totals"], ["layPicked", "closed"], ["layPicked", "off"], ["layPicked", "live"], ["layPicked", "train"], ["layPicked", "note"], ["layPicked", "diag"], ["askApproval", "settle"], ["jobSignIn", null], ["jobReprint", null], ["jobLanguage", null]],
  nextPage: [["page", 1]], pageBefore: [["page", 1]], back: [["page", 0], ["left", null]],
  beginKind: [["kindTaken", ASKS_AMOUNT | ASKS_CARD], ["kindTaken", ASKS_CARD], ["kindTaken", ASKS_AMOUNT | ASKS_CARD | REPEATED], ["kindTaken", ASKS_CARD | PIN_ALWAYS | UNKEPT], ["kindTaken", ASKS_AMOUNT | REPEATED | FLAG_ADDS_ON], ["kindTaken", ASKS_AMOUNT | FLAG_LOCAL], ["kindTaken", ASKS_AMOUNT | REPEATED], ["kindTaken", UNKEPT]],
  askNext: questions, checkApproval: password(false), takeTyped: [...questions, ["found", { reason: 35, amountMinor: 0, panMasked: "" }], ["found", { reason: 0, amountMinor: 500, panMasked: other }]],
  openAdded: [["told", { detail: "1.00+1.00", minor: 200 }], ["found", { reason: 37 }]], sealAdded: [["sealed", null], ["sealFailed", 25]], keepLocal: written, sealBare: [["sealed", null], ["sealFailed", 25]],
  findAll: [["found", 0], ["found", 4], ["item", { kind: 1, state: 2, amountMinor: 5, reason: 80, detail: "" }], ["saveFailed", 31]], listRows: [["told", "1"]], nextRows: [["told", "1"]], rowsBefore: [["told", "1"]],
  lookAt: [["found", 4], ["item", { kind: 1, state: 3, amountMinor: 5, reason: 80, detail: "" }], ["saveFailed", 31]],
  openTotals: [["tallied", "+"], ["saveFailed", 31]], nextRow: [["tallied", "+"], ["item", { kind: 1, count: 1, credit: false, scheme: "CUP", minor: 5 }]], rowBefore: [["tallied", "+"]], printTotalsSlip: printed, printClosed: [...printed, ["found", null]],
  noteSent: written, readBalance: [["told", "1.00"], ["found", "lines"]],
  load: [["loaded", { language: 0, amountMax: 999999999999, exponent: 2, locked: false, options: 0 }], ["loaded", { language: 0, amountMax: 999999999999, exponent: 2, locked: true, options: 0 }], ["loadFailed", "mid"], ["unbound", { language: 0, amountMax: 999999999999, exponent: 2, locked: false, options: 0 }]],
  selfTest: [["tested", null], ["testFailed", 35]],
  recover: [
    ["recovered", found({})], ["recovered", found({ owes: true, hasSlip: true })], ["recovered", found({ owes: true, owesNotice: true })],
    ["recovered", found({ hasSlip: true, owesPaper: true })], ["recovered", found({ stuck: true })], ["recovered", found({ stuck: true, phase: 16 })],
    ["recovered", found({ owes: true, phase: 16 })], ...[16, 37, 42, 53].map((phase): [Event, any] => ["recovered", found({ phase })]), ["journalBad", { reason: 33, owes: false }], ["journalBad", { reason: 33, owes: true }],
  ],
  // Two kinds of its own: one scans, one shows.
  beginCode: [["kindTaken", ASKS_AMOUNT | REPEATED | QUERIED]], askCode: [["askTyped", null], ["asked", null]],
  lightScanner: [["coded", "CUP"], ["coded", ""]], takeTypedCode: [["coded", "CUP"], ["coded", ""]], sealCode: [["sealed", null], ["sealFailed", 35]], sealShown: [["sealed", null], ["sealFailed", 35]], journalUnwanted: written,
  beginValue: [["kindTaken", ASKS_AMOUNT | ASKS_CARD]], askValue: [["askTyped", 0], ["askTyped", 1], ["asked", null]], lightReader: [["coded", null], ["found", null]], takeWord: [["coded", null], ["found", null]],
  addPayee: [["told", "**1"], ["found", null]], clearPayee: [["told", ""]], readPayee: [["coded", null], ["cardRead", card(10, false, 0)]], judgePayee: [["asked", null], ["found", null]], judgeAgain: [["asked", null], ["found", null]], sealCheck: [["sealed", null], ["sealFailed", 35]], noteCheck: written,
  readDiscount: [["told", { before: 500, paid: 400, detail: "1.00" }]], readName: [["told", "*"]], sealTransfer: [["sealed", null], ["sealFailed", 35]], nextLines: [["found", "lines"], ["asked", null]],
  noteTrace: written, sendSignOn: host, sendEcho: host, sendRequest: host, loadKeys: [["keysGood", null], ["keysBad", 22]],
  openGoods: item, previousItem: item, nextItem: item, findItem: item,
  readCard: [
    ["cardRead", card(10, false, 0)], ["cardRead", card(0, true, 0)], ["cardRead", card(0, false, PIN_NONE)],
    ["cardRead", card(0, false, PIN_REQUIRED)], ["cardRead", card(0, false, PIN_OPTIONAL)],
  ],
  seal: [["sealed", null], ["sealFailed", 35]], sealReversal: [["sealed", null], ["sealFailed", 35]],
  journalOpen: written, journalApproved: written, journalDeclined: written, journalUnsent: written, journalPrinted: written,
  journalReverse: written, journalReversed: [...written, ["delivered", null], ["rejected", null]], journalTry: [...written, ["gaveUp", null]], printMerchant: printed, printCustomer: printed, printUnknown: printed, takeOwed: written,
  openSettle: [["tallied", { count: 2, amountMinor: 500 }], ["saveFailed", 31]], sendSettle: [...host, ["saveFailed", 31]], sendSignOff: host,
  printTotals: printed, beginBatch: [["saved", true], ["saved", false], ["saveFailed", 31]],
  findStuck: stuckFound, printStuck: printed, journalTold: written, journalCleared: written,
  openNote: [["told", 73]],
  openLive: [["asked", null], ["told", null]], askHost: host, takePart: [["asked", 2], ["found", null], ["keysBad", { reason: 58, detail: "" }]], keepLive: kept, printLive: printed,
  mayLeave: [["asked", null], ["keysBad", { reason: 59, detail: "" }]], sendLeave: [...host, ["declined", { respCode: "97", authCode: "" }]], dropLive: kept,
  nextPattern: [["left", null]], readStripes: [["tested", "1"]], runJob: [["tested", "1"], ["testFailed", 18]], rowsUp: [["told", "1"]], rowsDown: [["told", "2"]],
  checkPassword: [...password(false), ["keysGood", true]], keepFirst: password(false), saveFresh: kept, listPeople: [["told", "01  "]], nextPeople: [["told", "01  "]], peopleBefore: [["told", "01  "]], alterPeople: kept,
  weighTip: [["told", { detail: "1.00+0.10", minor: 110 }], ["found", { reason: 37 }]],
  beginPlan: [["kindTaken", ASKS_AMOUNT | ASKS_CARD], ["found", { reason: 38 }]], listPlans: [["told", "3 6"]], findPlan: [["item", { detail: "6*1.00", fee: 5 }], ["found", { reason: 39 }]],
  showPan: [["told", "**1"]], judgePan: [["asked", null], ["found", { reason: 11 }]],
  takeKeyed: [["cardRead", card(12, false, 0)], ["cardRead", card(0, false, PIN_REQUIRED)]],
};

const INSTANT = new Set<Event>([
  "page", "left", "kindPicked", "layPicked", "jobSignIn", "jobReprint", "jobLanguage", "kindTaken", "asked", "askTyped", "askApproval", "refusedHere", "told",
]);
/** Answers of the effects that write a phase: what comes next depends on the one before. 37 is equal, 42 is not, 48 and more is closed. */
function phaseAnswers(effect: string, phase: number): [Event, any][] {
  const step = phase >> 4;
  if (effect === "noteSettle") return phased(phase === 0 ? 16 : phase);
  if (effect === "keepSettle") return step === 1 ? [...phased(37, 42), ["badReply", 20]] : step === 2 ? phased(phase, 48 + (phase & 15)) : [];
  return effect === "refuseSettle" ? phased(phase === 16 ? 0 : 16 + (phase & 15)) : [];
}

/**
 * Training begins only when nothing is owed (app looks at the context; the same is asked here). What was practised is owed to nobody,
 * so its end is walked from there too: the start that follows reads the journal, and brings back whatever that holds.
 */
function trainAnswers(c: Context): [Event, any][] {
  return c.owes || c.stuck || c.phase > 0 ? [["keysBad", { reason: 59, detail: "" }]] : [["asked", null], ["told", null]];
}

/** Typed at a terminal whose trade begins with another kind; every other digit at one that sells. */
const FIRST_OTHER = 6;
/** What people and time can do in any state. */
const KEYS: [Event, any][] = [
  ["digit", 1], ["digit", 2], ["digit", 3], ["digit", 4], ["digit", 5], ["digit", FIRST_OTHER], ["enter", LATE], ["clear", LATE], ["cancel", LATE], ["menu", LATE], ["goods", LATE],
  ["language", LATE], ["up", LATE], ["down", LATE], ["feed", LATE], ["swiped", null],
];
const PIN_KEYS: [Event, any][] = [["pinDigit", 0], ["pinDigit", 3], ["pinDigit", 4], ...KEYS.filter(([on]) => on !== "digit" && on !== "clear")];

const stateRow = (node: Node) => {
  const { states, numbers } = under(node.overlay);
  return states[numbers.get(node.state)!]!;
};
export const hasTimer = (node: Node): boolean => stateRow(node)[2] !== "";
const KEY_NAMES = new Set(KEYS.map(([key]) => key));
export const isKey = (on: Event): boolean => KEY_NAMES.has(on);

/** Where what the parameters switch on makes a difference, every key is pressed on a terminal with all of it too: which one it is need not be a part of what is told apart. */
const OPTIONED = new Set(["sale.amount", "sale.goods", "sale.card", "sale.card.again", "sale.card.chip"]);
const OPTIONS = [OPTION_TIP | OPTION_KEYED, OPTION_KEYED | OPTION_APPROVED];

/** Everything that may happen next: event, what it carries, the OPTION_ bits under which it happens. */
export function choices(node: Node): [Event, any, number?][] {
  const all: [Event, any, number?][] = allOf(node);
  // No row of a number that is typed looks at the kind: one with an original and one without stand for all.
  if (node.overlay === "txn" && node.context.flags !== (ASKS_AMOUNT | ASKS_CARD)) return all;
  if (!OPTIONED.has(node.state) && !(node.overlay === "keyed" && node.state === "lay")) return all;
  return [...all, ...OPTIONS.flatMap((options) => all.map(([on, value]): [Event, any, number] => [on, value, options]))];
}

function allOf(node: Node): [Event, any][] {
  // What an effect posts before it returns comes before anything else.
  if (node.world.pending.some(([on]) => INSTANT.has(on))) return node.world.pending.filter(([on]) => INSTANT.has(on) || on === "found" || ((node.overlay === "live" || node.overlay === "train") && on === "keysBad"));
  const people = stateRow(node)[3] === "pin" ? PIN_KEYS : KEYS;
  const time: [Event, any][] = hasTimer(node) ? [["timeout", LATE], ["timeout", 0]] : [];
  // The double zero is the supervisor's number, and no job of the diagnosis.
  const chief: [Event, any][] = node.overlay === "people" || node.overlay === "diag" ? [["digit", 10]] : [];
  return [...people, ...chief, ...time, ...node.world.pending];
}

const ONLY_LOOK = new Set(["look", "totals", "closed", "diag"]);

const texts = new WeakMap<object, string>();

/** The questions that are open, as text. */
function asked(world: World): string {
  let text = "";
  for (const answer of world.pending) {
    let one = texts.get(answer);
    if (one === undefined) texts.set(answer, one = answer[0] + JSON.stringify(answer[1]) + ",");
    text += one;
  }
  return text;
}

function keyOf(state: string, overlay: string, c: Context, world: World): string {
  // While people are seen to, what a sale or a settlement left behind plays no part: it is told apart again at the way out.
  if (overlay === "people" && state.startsWith("people")) {
    return [
      state, c.locked, c.signedIn, c.owes, c.item, Math.min(c.detail.length, 3), c.detail === "00", c.pinLength, c.typed > 0, world.vault, world.closed,
      asked(world),
    ].join("|");
  }
  // Nor where people only look at what is there: no row of these changes what is owed or settled.
  if (ONLY_LOOK.has(overlay) && state.startsWith(overlay)) {
    return [
      state, c.locked, c.signedIn, c.owes, c.item, Math.min(c.typed, 5), Math.min(c.detail.length, 6), c.kind === 16, c.kind === 23, c.kind === 28, c.flags, c.panMasked === other, c.amountMinor > 0, world.openSaved, world.out, world.vault, world.closed,
      asked(world),
    ].join("|");
  }
  // The start reads what is owed and settled from the journal: what the context held before is overwritten.
  if (overlay === "begin" && (state.startsWith("boot") || ["fault.params", "fault.self", "fault.journal"].includes(state))) {
    return [state, c.locked, c.signedIn, c.sick, c.owes, c.phase > 0, c.stuck, c.retryAtMs > 0, c.sick > 0 && c.retryAtMs > LATE, world.openSaved, world.out, world.vault, world.closed, asked(world)].join("|");
  }
  // Behind the card, what let its number be typed has no rows.
  const lies = overlay === "keyed" && !state.startsWith("sale.card") && state !== "lay" ? "" : overlay;
  return [
    state, lies, c.locked, c.signedIn, c.sick, c.owes, c.owesNotice, c.owesPaper, c.hasSlip, c.stuck, c.phase, c.tries > 0, c.retryAtMs > 0, c.sick > 0 && c.retryAtMs > LATE, c.amountMinor > 0, c.typed > 0, c.lines > 0, c.pinPolicy, c.pinLength,
    overlay === "allow" ? c.itemName : "", c.flags, c.kind === 16, c.kind === 23, c.kind === 28, c.panMasked === other, overlay === "code" ? `${c.typed >= 40} ${c.typed >= 30} ${c.detail.length} ${c.reverseCode}` : "", state === "ask.typed" || state.startsWith("look") ? `${c.typed} ${c.item} ${Math.min(c.detail.length, 6)}` : state === "live.code" || state === "note" || state === "plan.typed" || state === "sale.card.expiry" ? c.detail.length : "",
    c.itemPrice > 0, c.respCode === "A0", world.openSaved, world.out, world.vault, world.closed, asked(world),
  ].join("|");
}

/** Take one event; null when no row wants it. @param context  A copy of the node's, of which nothing but `options` and `first` is written when no row wants the event. */
export function follow(node: Node, context: Context, on: Event, value: any, options: number = 0): Edge | null {
  const chart = under(node.overlay);
  context.options = options;
  context.first = value === FIRST_OTHER && on === "digit" ? PREAUTH : KIND_SALE;
  const row = step(chart.machine, chart.numbers.get(node.state)!, context, EVENT_NUMBERS.get(on)!, value);
  if (row === "") return null;
  const to = row.charCodeAt(ROW_TO) - NUMBER_BASE;
  const state = to > 0 ? chart.states[to - 1]![0] : node.state;
  const effects = chart.lists[row.charCodeAt(ROW_LIST) - NUMBER_BASE]!;
  let overlay = state === "idle" ? "" : node.overlay;
  const world = { ...node.world, pending: to > 0 ? [] : [...node.world.pending] };
  if (node.world.pending.some(([event, carried]) => event === on && carried === value)) world.pending = world.pending.filter(([event]) => !answersOf(on).has(event));
  // Patience may be over after any question.
  if (state === "code.wait") context.typed = 40;
  // One digit stands for all of an expiry.
  if (state === "sale.card.expiry" && on === "digit" && node.state === state) context.detail = "12/30";
  // Nobody looks at it behind the card, and each that begins to type begins with nothing.
  if (node.state.startsWith("sale.card.") && !state.startsWith("sale.card.")) context.detail = "";
  if (node.state === "sale.save" && on === "saved") world.openSaved = true;
  if (node.state === "sale.host" && (on === "approved" || on === "declined" || on === "lineDown")) world.out = false;
  if (on === "cardRead" && value.reason === 0) world.vault = true;
  if (on === "coded" && value !== "") world.vault = true;
  if (on === "pinDigit" && value > 0) world.vault = true;
  if (on === "phased" && value >= 48) world.closed = true;
  if (node.state === "settle.begin" && on === "saved") world.closed = false;
  if (on === "recovered") world.closed = value.phase >= 48;
  if (context.owes) world.out = false;
  context.options = 0;
  for (const effect of effects) {
    if (effect === "layPicked") overlay = value;
    else if (effect === "layTxn") overlay = context.kind === 16 ? "code" : context.kind === 23 ? "value" : context.kind === 28 ? "plan" : "txn";
    else if (effect === "layAllowed") overlay = context.itemName;
    else if (effect === "layFirst") overlay = "txn";
    else if (effect.startsWith("lay")) overlay = effect[3]!.toLowerCase() + effect.slice(4);
    if (["wipe", "checkApproval", "checkPassword", "keepFirst", "saveFresh"].includes(effect)) world.vault = false;
    if (effect === "keepDigit" || effect === "addPan") world.vault = true;
    if (effect === "sendRequest" && state === "sale.host" && !(context.flags & UNKEPT)) world.out = true;
    if (effect === "journalOpen") world.openSaved = false;
    // A terminal that owes something never left its merchant. One question asked twice is one question here: a second answer changes nothing that the first did not.
    const more = [...(ANSWERS[effect] ?? []).filter(([event]) => event !== "unbound" || context.sick === 0), ...phaseAnswers(effect, node.context.phase), ...(effect === "openTrain" ? trainAnswers(context) : [])];
    if (more.length > 0) world.pending = [...new Set([...world.pending, ...more])];
  }
  // A journal that takes nothing more takes nothing more until the next recovery.
  if (context.sick > 0) world.pending = world.pending.filter(([event]) => !["saved", "phased", "gaveUp", "delivered", "rejected"].includes(event));
  if (!isKey(on) && state === "idle") world.openSaved = false;
  return { from: node, on, value, to: { state, overlay, context, world, key: keyOf(state, overlay, context, world) }, effects };
}

const together = new Map<Event, Set<Event>>();

/** Events that exclude one another: one question, one answer. */
function answersOf(on: Event): Set<Event> {
  let events = together.get(on);
  if (events === undefined) together.set(on, events = new Set((Object.values(ANSWERS).find((answers) => answers.some(([event]) => event === on)) ?? [[on]]).map(([event]) => event)));
  return events;
}

/**
 * Walk every reachable node, breadth first. `forgotten` collects events other than keys that no row wanted.
 * @param see  Is shown each edge as it is walked; there are millions, so none is kept.
 */
export function walk(see: (edge: Edge) => void): { nodes: Map<string, Node>; forgotten: string[] } {
  const context = freshContext(0);
  const world: World = { pending: [["start", null]], openSaved: false, out: false, vault: false, closed: false };
  const first: Node = { state: "boot", overlay: "", context, world, key: keyOf("boot", "", context, world) };
  const nodes = new Map<string, Node>([[first.key, first]]);
  const forgotten = new Set<string>();
  // A map is gone through in the order of what is put in, while it is put in.
  for (const node of nodes.values()) {
    let copy: Context | null = null;
    for (const [on, value, options] of choices(node)) {
      copy ??= Object.assign(freshContext(0), node.context);
      const edge = follow(node, copy, on, value, options);
      if (edge === null) {
        if (!isKey(on)) forgotten.add(`${node.state} ${on}`);
        continue;
      }
      copy = null;
      see(edge);
      if (!nodes.has(edge.to.key)) nodes.set(edge.to.key, edge.to);
    }
  }
  return { nodes, forgotten: [...forgotten] };
}
