import { type Fields, type Fit, number, one, optional, record, text, whole, yes } from "./forms.js";

/** Most terminals on one desk. */
export const TERMINALS_MAX = 20;
/** A message over this many characters is refused; sessions and scenario files are the longest. */
export const MESSAGE_MAX = 1_000_000;
export const SPEED_LOW = 0.1;
export const SPEED_HIGH = 100;

const terminal = whole(0, TERMINALS_MAX - 1, "number of the terminal, from 0");
const card = text(40, "id of a card or code of the wallet");
const LINE_FAULTS = ["refuse", "unknownHost", "dropRequest", "dropReply", "delayReply", "duplicateReply", "truncateReply", "garbleReply", "splitReply", "resetReply"] as const;
const HOUR_MS = 3_600_000;

/** A card as the wallet's editor sends it. Numbers must be test numbers: nobody may keep a real card here. */
const cardFields = {
  id: text(40, "short name; an id that is there already replaces that card", "^[A-Za-z0-9_-]{1,40}$"),
  name: text(60, "what the wallet shows"),
  pan: text(19, "13 to 19 digits with a good check digit, from a test range", "^\\d{13,19}$"),
  holder: text(26, "name on track 1", "^[A-Z0-9 ./-]{0,26}$"),
  expiry: text(4, "YYMM", "^\\d\\d(0[1-9]|1[0-2])$"),
  serviceCode: text(3, "three digits", "^\\d{3}$"),
  kind: one(["D", "C"], "debit or credit"),
  pin: text(12, "4 to 12 digits, or nothing", "^(\\d{4,12})?$"),
  balanceMinor: whole(0, 999_999_999_999, "money on the account, minor units"),
  status: text(2, "ok, or the response code the bank answers to everything", "^(ok|[0-9A-Z]{2})$"),
  damage: one(["none", "parity", "lrc", "noStart", "noEnd", "noise", "blank"], "what is wrong with its stripe"),
} as const;

/** An application; the bank itself looks at what stands in it. */
const applicationFields = {
  name: text(60, "of the shop, as slips will have it"), licence: text(40, "business licence: unified social credit code"), idNumber: text(40, "identity number of the owner"),
  contact: text(60, "somebody to call"), phone: text(40, "and the number"), trade: text(20, "name of a trade the terminal knows"),
} as const;

interface Entry { readonly about: string; /** Whether it changes the run, and so belongs to its recording. */ readonly recorded: boolean; readonly fields: Fields }

/** Everything that can be asked of the simulator: one entry a control. docs/SIM-PROTOCOL.md is compared with it by a test. */
export const CONTROLS = {
  key: { about: "press a key of the keypad", recorded: true, fields: { terminal, key: one([..."0123456789.ECXMGLUDF"], "key code as in hal/keypad.ts") } },
  swipe: {
    about: "draw a card through the slot", recorded: true,
    fields: { terminal, card, reverse: optional(yes("upwards through the slot")), inverted: optional(yes("the other way round")) },
  },
  present: { about: "put a card into the chip slot, hold it to the field, or show a code to the scanner", recorded: true, fields: { terminal, card, way: one(["chip", "tap", "scan"], "where") } },
  tear: { about: "tear off the paper that hangs out", recorded: true, fields: { terminal } },
  paper: {
    about: "paper and print head", recorded: true,
    fields: { terminal, what: one(["out", "load", "jam", "hot", "cool"], "`out` takes it away, or leaves `lines`; `load` puts in a roll and frees a jam"), lines: optional(whole(0, 10000, "lines the roll still holds")) },
  },
  cable: { about: "plug the network cable in or pull it", recorded: true, fields: { terminal, in: yes("plugged in") } },
  line: {
    about: "the next chances of the line go wrong", recorded: true,
    fields: { terminal, fault: one(LINE_FAULTS, "as in sim/devices/network-faults.ts"), count: optional(whole(1, 100, "how often")), value: optional(whole(0, 600_000, "milliseconds or bytes, by fault")) },
  },
  power: {
    about: "power goes or comes back", recorded: true,
    fields: {
      terminal, what: one(["on", "cut", "atWrite", "inWrite", "batteryLow"], "`atWrite` at the next write of the journal, `inWrite` in its middle, `batteryLow` as soon as the print head draws current"),
      backMs: optional(whole(0, HOUR_MS, "after a cut: comes back by itself after so long")),
    },
  },
  storage: { about: "the journal's medium fails", recorded: true, fields: { terminal, what: one(["read", "write"], "which"), times: optional(whole(1, 1000, "how often")) } },
  clock: {
    about: "set the terminal's clock wrong, or let it run fast or slow", recorded: true,
    fields: { terminal, aheadMs: optional(whole(-31_536_000_000, 31_536_000_000, "ahead of the bank's, milliseconds")), driftPpm: optional(whole(-100_000, 100_000, "gains so many parts per million from now on")) },
  },
  tamper: { about: "open the case: the key store loses its master key", recorded: true, fields: { terminal } },
  host: {
    about: "what the bank does with a request to come", recorded: true,
    fields: {
      on: one(["0200", "0400", "0800", "0820", "sale", "reversal", "signIn", "echo", "*"], "which request"),
      fault: optional(text(40, "as in sim/acquirer/faults.ts")), respCode: optional(text(2, "DE 39 of the answer", "^[0-9A-Z]{2}$")),
      delayMs: optional(whole(0, HOUR_MS, "answer later")), count: optional(whole(0, 65535, "bytes or milliseconds, by fault")),
      times: optional(whole(1, 1000, "for so many requests")), ask: optional(text(1, "what the bank asks the terminal to do next", "^\\d$")),
    },
  },
  hostClear: { about: "forget outcomes that no request has used up", recorded: true, fields: {} },
  hostDoor: { about: "whether the bank answers its door", recorded: true, fields: { open: yes("it does") } },
  cardSave: { about: "put a card into the wallet, with an account behind it", recorded: true, fields: { card: record(cardFields, "the card") } },
  terminalAdd: {
    about: "put one more terminal on the desk, registered with the bank", recorded: true,
    fields: { merchant: optional(text(15, "merchant number; the first one's by default", "^\\d{15}$")), blank: optional(yes("out of its box: no merchant, no key, waits for an activation code")) },
  },
  apply: { about: "a shop applies to become a merchant of the bank", recorded: true, fields: { application: record(applicationFields, "what it sends") } },
  review: {
    about: "the bank decides on an application", recorded: true,
    fields: {
      merchant: text(9, "number of the application", "^\\d{1,9}$"), verdict: one(["check", "refuse", "renew"], "`check` approves what nothing is wrong with and refuses the rest; `renew` gives out another activation code"),
      reason: optional(text(200, "why it is refused")),
    },
  },
  time: { about: "how fast time goes", recorded: false, fields: { speed: optional(number(SPEED_LOW, SPEED_HIGH, "times as fast as the wall clock")), paused: optional(yes("time stands still")) } },
  step: { about: "play the next thing that happens, then stand still", recorded: false, fields: {} },
  goto: { about: "go to a moment: the run is played again from its start, as fast as it can be", recorded: false, fields: { atMs: whole(0, 100 * 24 * HOUR_MS, "since the start of the run") } },
  sessionNew: {
    about: "begin anew", recorded: false,
    fields: { seed: optional(whole(0, 0xffffffff, "of everything that happens by chance")), language: optional(one(["zh", "en"], "of the terminal")), terminals: optional(whole(1, TERMINALS_MAX, "how many")) },
  },
  sessionOpen: { about: "open a scenario file, a shared session or a run of the crash explorer", recorded: false, fields: { text: text(MESSAGE_MAX, "its text: YAML, what stands after #s= in a link, or such as sale-pin/fram:cut@w7.33b5"), name: optional(text(120, "file name, for messages")) } },
  sessionSave: { about: "the run so far as one scenario file", recorded: false, fields: { terminal } },
  sessionShare: { about: "the run so far as the text for a link", recorded: false, fields: {} },
  scenarios: { about: "names and titles of the scenarios of this repository", recorded: false, fields: {} },
  scenarioOpen: { about: "open a scenario of this repository by its name", recorded: false, fields: { name: text(60, "file name without its ending", "^[a-z0-9-]{1,60}$") } },
  journal: { about: "what the terminal's journal says now, decoded", recorded: false, fields: { terminal } },
  bytes: { about: "the bytes of a message on the line, card data and keys masked", recorded: false, fields: { entry: whole(1, 1e15, "its number in the log") } },
  print: { about: "everything that was printed on one piece of paper, as PNG and as text", recorded: false, fields: { terminal, piece: whole(0, 1e6, "number of the piece") } },
} as const satisfies Record<string, Entry>;

export type ControlName = keyof typeof CONTROLS;
type ControlOf<N extends ControlName> = { do: N } & Fit<(typeof CONTROLS)[N]["fields"]>;
/** What a page or a test sends, besides the `id` that the answer repeats. */
export type Control = { [N in ControlName]: ControlOf<N> }[ControlName];
export type CardEdit = Fit<typeof cardFields>;
