import type { Acquirer } from "./acquirer/acquirer.js";
import { dialHost, type DialHostOptions } from "./dial-host.js";
import type { Dial, HostAction } from "./line.js";
import type { World } from "./world.js";

/** Lines to a test acquirer in this process and in virtual time. */
export function dialAcquirer(world: World, acquirer: Acquirer, options: DialHostOptions = {}): Dial {
  return dialHost(world, () => {
    // The session hands out what it sends before `receive` returns, so one list serves all calls.
    let actions: HostAction[] = [];
    const session = acquirer.connect({
      onSend(bytes, afterMs) { actions.push({ afterMs, send: bytes }); },
      onClose(afterMs) { actions.push({ afterMs, close: true }); },
    });
    return {
      receive(bytes) {
        actions = [];
        session.receive(bytes);
        return actions;
      },
      hungUp() { session.end(); },
    };
  }, options);
}
