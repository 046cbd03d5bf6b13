import type { Ports } from "../hal/ports.js";
import type { Storage } from "../hal/storage.js";
import { createLife, type Life } from "./life.js";
import type { Dial } from "./line.js";
import type { World } from "./world.js";
import { createSimConfig, type SimConfig } from "./devices/config.js";
import { createSimClock, type SimClock } from "./devices/clock.js";
import { createSimDiary } from "./devices/diary.js";
import { createSimDisplay, type SimDisplay } from "./devices/display.js";
import { createSimKeypad, type SimKeypad } from "./devices/keypad.js";
import { createSimKeyStore, type SimKeyStore } from "./devices/keystore.js";
import { createSimMagstripe, type SimMagstripe } from "./devices/magstripe.js";
import { createSimNative } from "./devices/native.js";
import { createSimNetwork, type SimNetwork } from "./devices/network.js";
import { peopleRecords } from "./devices/people.js";
import { boardColumns } from "../tools/board.js";
import { createSimPrinter, type SimPrinter } from "./devices/printer.js";
import { createSimRandom } from "./devices/random.js";
import { createSimScanner, type SimScanner } from "./devices/scanner.js";
import { createSimSignals, type SimSignals } from "./devices/signals.js";

/** A medium that survives power cuts and is attached anew at each boot. */
export interface SimMedium { attach(life: Life): Storage }

export interface TerminalOptions {
  /** Device files: `font`, `text.zh`, ... (tools/assets.ts). Share one map between terminals: it is turned into strings once. */
  assets: ReadonlyMap<string, Uint8Array>;
  /** How its network reaches a host. */
  dial: Dial;
  medium: SimMedium;
  /** Keep frames, wire events, signals and log lines. On by default; off for speed. */
  recording?: boolean;
  /** Its key store says that a chip keeps them. */
  keysInChip?: boolean;
  /** TMK and KCV as hex; by default the published test key. */
  tmkHex?: string;
  /** Configuration records by name, before the first boot; by default a shop at work (devices/people.ts). */
  config?: Readonly<Record<string, string>>;
  /** Columns of the printer, the ones that `assets` were made for; by default those of board.json. */
  columns?: number;
  /** Names this terminal's own random sequence. */
  name?: string;
  /** Terminal's clock minus the world's, ms. */
  clockAheadMs?: number;
  /** Every line the firmware logs, as it comes. */
  onLog?: (line: string) => void;
}

/** One simulated terminal: what the firmware gets, what a person does to it, and what it left behind. */
export interface SimTerminal {
  readonly world: World;
  readonly clock: SimClock;
  readonly keypad: SimKeypad;
  readonly magstripe: SimMagstripe;
  readonly scanner: SimScanner;
  readonly display: SimDisplay;
  readonly printer: SimPrinter;
  readonly network: SimNetwork;
  readonly signals: SimSignals;
  readonly keyStore: SimKeyStore;
  readonly config: SimConfig;
  readonly medium: SimMedium;
  /** Lines the firmware logged, while recording. */
  readonly log: { atMs: number; line: string }[];
  /** Whether power is on. */
  readonly powered: boolean;
  /** Power-ups so far. */
  readonly boots: number;
  /** Switch on (again) and get the ports of this boot. Ends the boot before it, if one is running. */
  powerOn(): Ports;
  /** Power off at once: nothing the firmware asked for will answer, nothing it still says is heard. The medium stays. */
  powerCut(): void;
}

export function createTerminal(world: World, options: TerminalOptions): SimTerminal {
  const recording = options.recording ?? true;
  const name = options.name ?? "terminal";
  const font = options.assets.get("font");
  if (font === undefined) throw new Error("createTerminal: no asset font");
  const native = createSimNative(options.assets);
  const random = createSimRandom(world, name);
  const diary = createSimDiary();
  let life: Life | null = null;
  const terminal = {
    world,
    clock: createSimClock(options.clockAheadMs),
    keypad: createSimKeypad(),
    magstripe: createSimMagstripe(),
    scanner: createSimScanner(),
    display: createSimDisplay(font, recording),
    printer: createSimPrinter(options.columns ?? boardColumns()),
    network: createSimNetwork(options.dial, recording, world.fork("line:" + name)),
    signals: createSimSignals(recording),
    keyStore: createSimKeyStore(options.tmkHex, options.keysInChip),
    config: createSimConfig(options.config ?? peopleRecords()),
    medium: options.medium,
    log: [] as { atMs: number; line: string }[],
    powered: false,
    boots: 0,
    powerOn(): Ports {
      terminal.powerCut();
      const boot = createLife(world);
      life = boot;
      terminal.powered = true;
      terminal.boots++;
      return diary.attach({
        clock: terminal.clock.attach(boot), keypad: terminal.keypad.attach(boot), magstripe: terminal.magstripe.attach(boot), scanner: terminal.scanner.attach(boot),
        display: terminal.display.attach(boot), printer: terminal.printer.attach(boot), network: terminal.network.attach(boot),
        storage: terminal.medium.attach(boot), random: random.attach(boot), signals: terminal.signals.attach(boot),
        native, keyStore: terminal.keyStore.attach(), config: terminal.config.attach(boot),
        log(line) {
          if (!boot.on) return;
          if (recording) terminal.log.push({ atMs: world.now(), line });
          options.onLog?.(line);
        },
      }, boot);
    },
    powerCut() {
      if (life === null || !life.on) return;
      life.end();
      terminal.powered = false;
      terminal.network.drop();
      terminal.display.glass.fill(0);
      terminal.signals.lights = 0;
    },
  };
  return terminal;
}
