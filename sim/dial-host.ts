import type { World } from "./world.js";
import type { Dial, HostSession, Line, LineEvents } from "./line.js";

export interface DialHostOptions {
  /** One way, ms; the same for setting up. */
  latencyMs?: number;
  /** False when nothing listens there: `hostUnknown` for a name, `lineDown` for a port. Without it, every address is the host. */
  listens?: (host: string, port: number) => true | "hostUnknown" | "lineDown";
}

/**
 * Lines to a host that lives in this process and in the world's virtual time. What is under way belongs to nobody's power:
 * bytes that left a terminal arrive although its power is cut meanwhile.
 */
export function dialHost(world: World, openSession: () => HostSession, options: DialHostOptions = {}): Dial {
  const latencyMs = options.latencyMs ?? 15;
  return (host, port, events): Line => {
    let session: HostSession | null = null;
    let hungUp = false;
    const listens = options.listens?.(host, port) ?? true;
    world.after(latencyMs, () => {
      if (hungUp) return;
      if (listens !== true) { events.refused(listens); return; }
      session = openSession();
      events.up();
    });
    return {
      send(bytes) { world.after(latencyMs, () => deliver(bytes)); },
      close() {
        if (hungUp) return;
        hungUp = true;
        world.after(latencyMs, () => {
          session?.hungUp?.(world.now());
          session = null;
        });
      },
    };
    function deliver(bytes: Uint8Array): void {
      if (session === null) return;
      for (const action of session.receive(bytes, world.now())) {
        world.after(action.afterMs + latencyMs, () => answer(events, action.send, action.close === true));
      }
    }
    function answer(to: LineEvents, bytes: Uint8Array | undefined, close: boolean): void {
      if (hungUp) return;
      if (bytes !== undefined && bytes.length > 0) to.bytes(bytes);
      if (!close || hungUp) return;
      hungUp = true;
      session = null;
      to.closed();
    }
  };
}
