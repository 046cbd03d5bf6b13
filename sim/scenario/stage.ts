import type { Acquirer } from "../acquirer/acquirer.js";
import type { WalletCard } from "../cards/wallet.js";
import type { Engine } from "../engine/engine.js";
import type { SimTerminal } from "../ports.js";
import type { SimStorage } from "../storage.js";
import type { World } from "../world.js";
import type { JournalView } from "./journal-view.js";
import type { Language } from "./screens.js";
import type { Slip } from "./slips.js";
import type { Trigger } from "./triggers.js";
import type { WireMessage } from "./wire.js";

/** An expectation that did not hold, or a step that could not be played. Caught by the runner, which adds the step. */
export class StepFailed extends Error {
  constructor(readonly expected: string, readonly seen: string) { super(`expected ${expected}; seen ${seen}`); }
}

/** The test host of a run; null when the scenario plays against somebody else's. */
export interface HostDesk {
  readonly acquirer: Acquirer;
  /** Whether something listens at its address. */
  listening: boolean;
  /** Every message, masked: `< 0200 ...` came in, `> 0210 ...` went out. */
  readonly log: string[];
  /** What it said about refusals and faults. */
  readonly said: string[];
}

/** What a scenario plays on: everything that a person at the terminal, or fate, can reach. */
export interface Stage {
  readonly world: World;
  readonly terminal: SimTerminal;
  readonly engine: Engine;
  /** What the journal is kept on. */
  readonly medium: SimStorage;
  readonly host: HostDesk | null;
  /** Language that screens are expected in. */
  language: Language;
  /** Card swiped last: its PIN is the right one. */
  card: WalletCard | null;
  /** Every card used so far: their PINs must be in no output. */
  readonly cards: Set<WalletCard>;
  /** Passwords typed so far: they must be in no output either. */
  readonly passwords: Set<string>;
  /** Codes of payments that were shown to the scanner: each is an authority to pay, so they must be in no output. */
  readonly codes: Set<string>;
  /** Things that will happen at a moment to come. */
  readonly triggers: Trigger[];
  /** Power up; waits until the engine has run the start. */
  boot(): Promise<void>;
  /** Cut the power inside the `number`th write from now (1 is the next), after `byte` of its bytes. */
  cutAtWrite(number: number, byte: number): void;
  /** Play `durationMs` of virtual time. */
  run(durationMs: number): Promise<void>;
  /** Play until `reached()`; false when `limitMs` of virtual time passed first. */
  until(reached: () => boolean, limitMs: number): Promise<boolean>;
  /** The four lines on the glass now. */
  glass(): string[];
  /** What a card of the wallet has been charged since the start, minor units. 0 without our own host. */
  chargedMinor(cardId: string): number;
  slips(): Slip[];
  messages(): WireMessage[];
  /** Read the medium as the terminal would after a power-up. */
  journal(): Promise<JournalView>;
}

/** Fail the present step. */
export function fail(expected: string, seen: string): never {
  throw new StepFailed(expected, seen);
}

/** The glass as one line, for reports. */
export function shownGlass(rows: readonly string[]): string {
  return rows.map((row) => JSON.stringify(row)).join(" / ");
}
