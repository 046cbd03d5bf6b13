import { playUntil } from "../pace.js";
import { walletCard } from "../cards/wallet.js";
import type { Engine } from "../engine/engine.js";
import { glassReader } from "./glass.js";
import { readJournalImage } from "./journal-image.js";
import type { Language } from "./screens.js";
import type { Setting } from "./setting.js";
import { readSlips, type Slip } from "./slips.js";
import type { Stage } from "./stage.js";
import { wireMessages, type WireMessage } from "./wire.js";

/** Put the pieces of a setting into the hands of the steps. */
export function createStage(setting: Setting, engine: Engine, language: Language): Stage {
  const { world, terminal, medium, host } = setting;
  const read = glassReader(setting.assets.get("font")!);
  let wireLength = -1;
  let messages: WireMessage[] = [];
  let paper = "";
  let slips: Slip[] = [];

  function fireTriggers(): void {
    for (const trigger of [...stage.triggers]) {
      if (!trigger.reached(stage)) continue;
      stage.triggers.splice(stage.triggers.indexOf(trigger), 1);
      trigger.act(stage);
    }
  }
  async function until(reached: () => boolean, limitMs: number): Promise<boolean> {
    const limit = world.now() + limitMs;
    const check = (): boolean => {
      if (stage.triggers.length > 0) fireTriggers();
      return reached();
    };
    const found = await playUntil(world, check, limitMs, { settle: () => engine.settle(), holds: setting.holds });
    if (!found) world.advanceTo(limit);
    return found;
  }
  const stage: Stage = {
    world, terminal, engine, medium, host, language, card: null, cards: new Set(), passwords: new Set(), codes: new Set(), triggers: [],
    async boot() { await engine.start(terminal.powerOn()); },
    cutAtWrite(number, byte) { medium.armCut({ operation: number - 1, byte }, () => terminal.powerCut()); },
    async run(durationMs) { await until(() => false, durationMs); },
    until,
    glass: () => (terminal.powered ? read(terminal.display.glass) : ["", "", "", ""]),
    chargedMinor: (id) => (host === null ? 0 : setting.openingMinor(id) - host.acquirer.balance(walletCard(id).pan)),
    slips() {
      // Asked at every step of a wait: read again only when there is more on paper.
      const { pieces, columns } = terminal.printer;
      const state = pieces.length + " " + pieces.at(-1)!.lines.length;
      if (state !== paper) {
        paper = state;
        slips = readSlips(pieces, columns);
      }
      return slips;
    },
    messages() {
      if (terminal.network.wire.length !== wireLength) {
        wireLength = terminal.network.wire.length;
        messages = wireMessages(terminal.network.wire, setting.dialect);
      }
      return messages;
    },
    journal: () => readJournalImage(medium.snapshot(), setting.shape),
  };
  return stage;
}
