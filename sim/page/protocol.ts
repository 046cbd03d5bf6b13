/**
 * What the simulator tells its clients (the page, the tests): one JSON object a WebSocket message, told apart by `type`.
 * What they may ask of it stands in controls.ts. docs/SIM-PROTOCOL.md explains both; this file holds no code, so the page imports it.
 */
export const PROTOCOL_VERSION = 1;

/** Times are milliseconds of virtual time since the start of the run, unless a name says otherwise. */
export type Tell = Hello | Desk | Frame | Terminal | Beep | Paper | Entries | Bank | Time | Answer | Notice | Watchers;

/** First message on a connection; a `desk`, every `terminal`, `frame` and `paper` and the last `entries` follow. */
export interface Hello {
  type: "hello"; protocol: number; version: string;
  flow: FlowSheet[];
  /** Faults of the test bank and what they do. */
  hostFaults: { name: string; about: string }[];
  /** Pages that look at this desk now, this one included. */
  clients: number;
}

/** What the run is about. */
export interface Desk {
  type: "desk";
  /** Another run: everything that was shown before is over. Not so when only the wallet or the terminals changed. */
  anew: boolean;
  seed: number;
  /** Virtual time at the start, ms since 1970 in local time taken as UTC. */
  startEpochMs: number;
  language: "zh" | "en";
  /** Where the run came from. */
  from: { kind: "new" | "scenario" | "crash" | "shared"; name: string; title: string };
  terminals: { tid: string; mid: string; merchant: string }[];
  cards: Card[];
}

/** Test cards and codes; the numbers are from public test ranges. */
export interface Card {
  id: string; name: string;
  /** The name in Chinese. */
  zh: string;
  note: string; zhNote: string;
  /** What a scanner reads of it; "" for a card. */
  code: string;
  pan: string; holder: string; expiry: string; serviceCode: string; scheme: string;
  kind: "D" | "C"; pin: string; pinOptional: boolean; balanceMinor: number; status: string;
  /** Why the terminal must refuse it, "" when it must not. */
  refused: string;
  /** Readers it can be shown to. */
  ways: ("swipe" | "chip" | "tap" | "scan")[];
  /** Group for lists. */
  group: string;
}

/** What stands on the glass from now on: 64 rows of 16 bytes in base64, highest bit leftmost, 1 is dark. */
export interface Frame { type: "frame"; terminal: number; atMs: number; bits: string }

/** How one terminal stands. Sent whenever something of it changed. */
export interface Terminal {
  type: "terminal"; terminal: number;
  powered: boolean; boots: number;
  /** Bits as in hal/signals.ts: 1 blue, 2 yellow, 4 green, 8 red. */
  lights: number;
  /** The four lines on the glass, read back from its dots: for those who cannot see it. */
  words: string[];
  /** State of the flow, by name; "" before the first event of a boot. */
  state: string;
  /** Whether the stripe reader is listened to by the terminal's program. */
  reading: boolean;
  cableIn: boolean; connected: boolean;
  /** "ok", "out", "nearEnd", "headHot" or "jam". */
  printer: string;
  /** Lines the roll still holds; -1 for a full one. */
  linesLeft: number;
  clockAheadMs: number;
  /** Whether the key store still holds its master key. */
  keys: boolean;
  /** Armed faults in words. */
  armed: string[];
}

export interface Beep { type: "beep"; terminal: number; tone: "key" | "accept" | "refuse" | "attention" }

/** Lines that came out. The page keeps pieces by number; `from` 0 begins one anew. */
export interface Paper {
  type: "paper"; terminal: number; piece: number; from: number;
  lines: PaperLine[];
  /** Finished and cut by the terminal. */
  cut: boolean;
  /** Torn off: it hangs in the printer no more. */
  torn: boolean;
}
/** `bits`: base64, rows of 96 bytes (768 dots, two for each of the head's), `height` rows. */
export interface PaperLine { height: number; bits: string; text: string }

export type EntryKind = "control" | "power" | "event" | "lost" | "line" | "message" | "journal" | "bank" | "paper" | "log" | "scenario";
/** One thing on the time axis. `number` grows by one; `terminal` is -1 for the bank. */
export interface Entry {
  number: number; terminal: number; atMs: number; kind: EntryKind;
  /** One line: the event, the message type, what the bank said. */
  title: string;
  /** `bank`: the same in Chinese. */
  zh?: string;
  /** For `event`: guard and effects; for others a few words more. */
  more: string;
  tone: "" | "good" | "bad";
  /** `event`: the states before and after. */
  from?: string; to?: string;
  effects?: string[];
  /** `message`: "out" left the terminal. */
  direction?: "out" | "in";
  /** `message`: field by field, masked. */
  fields?: { field: string; name: string; value: string; meaning: string }[];
}
/** New entries, oldest first. With `anew`, all before are forgotten: a page that joins, or a run played again. */
export interface Entries { type: "entries"; anew: boolean; list: Entry[] }

/** An application at the bank; the owner's identity number is covered. */
export interface MerchantShown {
  id: string; name: string; contact: string; phone: string; trade: string;
  state: "waiting" | "refused" | "approved" | "left";
  reasons: string[];
  mid: string; tid: string;
  /** Activation code, and the serial number of the terminal that used it. */
  code: string; serial: string;
}

export interface Bank {
  type: "bank";
  applications: MerchantShown[];
  open: boolean;
  accounts: { card: string; name: string; pan: string; balanceMinor: number; status: string }[];
  ledger: {
    terminal: string; merchant: string; batch: string; stan: string; kind: string; state: string; amountMinor: number; card: string;
    rrn: string; authCode: string; respCode: string; atMs: number;
  }[];
  batches: { terminal: string; merchant: string; batch: string; count: number; sumMinor: number; reversed: number }[];
  terminals: { tid: string; mid: string; merchant: string; signedIn: boolean }[];
  /** Outcomes that wait for a request. */
  rules: { on: string; fault: string; respCode: string; delayMs: number; times: number }[];
}

export interface Time {
  type: "time";
  nowMs: number;
  /** How far the recording goes: more than `nowMs` after a step back. */
  endMs: number;
  speed: number; paused: boolean;
  /** True while the run is played again to a moment. */
  busy: boolean;
}

/** To each control, in order. */
export interface Answer {
  type: "answer"; id: number; ok: boolean;
  /** Not ok: a word that programs may compare. */
  error?: string;
  /** Not ok: what happened, what it means, what to do next. */
  text?: string;
  /** What was asked for, by control. */
  result?: unknown;
}

/** Something everybody should read: a scenario's failures, another page on this desk, a terminal that crashed. */
export interface Notice { type: "notice"; code: "clients" | "crash" | "scenario" | "closing" | "branch"; text: string; list?: string[] }

/** A page came or went. */
export interface Watchers { type: "clients"; clients: number }

export interface FlowSheet {
  name: string; width: number; height: number;
  /** Not `home`: a state of another sheet that this one comes from or goes to. */
  states: { name: string; x: number; y: number; timer: string; home: boolean }[];
  arrows: { from: string; to: string; labels: string[]; path: string }[];
}

/** `sessionSave` */
export interface SavedSession { name: string; text: string; complete: boolean; note: string }
/** `sessionShare` */
export interface SharedSession { text: string }
/** `journal` */
export interface JournalShown {
  stan: number; batch: number; damaged: boolean;
  records: { stan: number; batch: number; kind: number; state: string; amountMinor: number; atEpochMs: number; pan: string; scheme: string; rrn: string; authCode: string; respCode: string; reason: string; tries: number; printed: string }[];
}
/** `bytes`: hex of the frame, masked bytes as "**", by field. */
export interface BytesShown { parts: { name: string; hex: string }[] }
/** `print` */
export interface PrintShown { png: string; text: string[] }
/** `scenarios` */
export interface ScenarioShown { name: string; title: string; about: string }
