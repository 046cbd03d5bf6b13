import type { Done } from "./errors.js";

/** One stream connection at a time. Message borders are the caller's: bytes arrive in pieces of any size, one byte included. */
export interface Network {
  /** Open. `host` is a name or dotted address, `port` 1-65535. `hostUnknown` or `lineDown`: nothing was sent. */
  connect(host: string, port: number, done: Done): void;
  /** Queue bytes. `done(null)` says they were handed to the link, not that they arrived; after `lineDown` some may have. */
  send(bytes: string, done: Done): void;
  /** Subscribe to bytes; one listener. */
  onBytes(listener: ((bytes: string) => void) | null): void;
  /** Subscribe to the far side closing or the line breaking; once a connection, and not after our own {@link close}. */
  onClosed(listener: (() => void) | null): void;
  /** Signal for the idle screen, 0 (no line) to 4 bars. */
  bars(): number;
  /** Close. Pending callbacks of this connection are dropped. Allowed when nothing is open. */
  close(): void;
}
