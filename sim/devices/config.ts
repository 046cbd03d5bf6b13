import type { Config } from "../../hal/config.js";
import type { HalError } from "../../hal/errors.js";
import type { Life } from "../life.js";

/** The new record is written and read back, then the old one is erased, as flash of a board takes it. */
const WRITE_MS = 40;
const ERASE_MS = 20;

/** Where in a write the power goes: while the new record is being written, or when it is whole and the old one not yet erased. */
export type ConfigCut = "writing" | "erasing";

export interface SimConfig {
  /** What a read gives, by name. */
  readonly records: Map<string, string>;
  /** Everything that was ever written or is there from the start, for those who look for secrets. */
  readonly history: string[];
  /** Fail so many writes from now on. */
  fail(error: HalError, times?: number): void;
  /** Call `cut` in the next write. */
  armCut(where: ConfigCut, cut: () => void): void;
  attach(life: Life): Config;
}

/** Records that outlive power cuts. @param first  What is there before the first boot. */
export function createSimConfig(first: Readonly<Record<string, string>>): SimConfig {
  let failure: { error: HalError; times: number } | null = null;
  let armed: { where: ConfigCut; cut: () => void } | null = null;

  function cutHere(where: ConfigCut): void {
    if (armed?.where !== where) return;
    const { cut } = armed;
    armed = null;
    cut();
  }
  const config: SimConfig = {
    records: new Map(Object.entries(first)), history: Object.values(first),
    fail(error, times = 1) { failure = { error, times }; },
    armCut(where, cut) { armed = { where, cut }; },
    attach(life) {
      let busy = false;
      return {
        read: (name) => config.records.get(name) ?? "",
        write(name, bytes, done) {
          if (!life.on) return;
          if (busy) { life.after(0, () => done("notReady")); return; }
          busy = true;
          config.history.push(bytes);
          life.after(WRITE_MS / 2, () => cutHere("writing"));
          life.after(WRITE_MS, () => {
            if (failure !== null) {
              const { error } = failure;
              if (--failure.times === 0) failure = null;
              busy = false;
              done(error);
              return;
            }
            config.records.set(name, bytes);
            life.after(ERASE_MS / 2, () => cutHere("erasing"));
            life.after(ERASE_MS, () => { busy = false; done(null); });
          });
        },
      };
    },
  };
  return config;
}
