import type { Clock } from "../../hal/clock.js";
import type { HalError } from "../../hal/errors.js";
import type { Network } from "../../hal/network.js";

/** The longest frame taken from a host, without its length. The longest real answer is a parameter download of about 1,100 bytes. */
export const FRAME_BYTES_MAX = 1500;

export type LinkState = "closed" | "connecting" | "open";

/** Why a link closed: the host or the line did it, or a length of 0 or above {@link FRAME_BYTES_MAX} left no way to find the next frame. */
export type LinkEnd = "lineDown" | "badLength";

/** Comes once for each exchange, never before the call returns; see {@link Link.exchange}. */
export type LinkDone = (error: HalError | null, mayHaveLeft: boolean) => void;

/** One connection to the host, cut into frames. Time limits are the caller's: it calls `close` when its patience ends. */
export interface Link {
  state(): LinkState;
  /**
   * Connect unless open, then send one frame (length included). Errors: those of {@link Network}; `notReady` while connecting.
   * `mayHaveLeft` is false when it is certain that the host got nothing: only then may a clerk be told "not charged".
   */
  exchange(host: string, port: number, frame: string, done: LinkDone): void;
  /** Subscribe. `onFrame` gets each whole frame without its length, late answers to earlier requests too; `onEnd` is not called after our own `close`. */
  listen(onFrame: (payload: string) => void, onEnd: (why: LinkEnd) => void): void;
  /** Close and forget what came in part. Callbacks still pending are dropped. */
  close(): void;
}

/** @param clock  Only to answer `notReady` after the call has returned. */
export function createLink(network: Network, clock: Clock): Link {
  let state: LinkState = "closed";
  let received = "";
  let onFrame: (payload: string) => void = function () {};
  let onEnd: (why: LinkEnd) => void = function () {};

  function close(): void {
    state = "closed";
    received = "";
    network.close();
  }

  function take(bytes: string): void {
    // A driver may still hand over what it had in hand when we closed.
    if (state !== "open") return;
    received += bytes;
    while (received.length >= 2) {
      const length = received.charCodeAt(0) * 256 + received.charCodeAt(1);
      if (length === 0 || length > FRAME_BYTES_MAX) {
        close();
        onEnd("badLength");
        return;
      }
      if (received.length < length + 2) return;
      const payload = received.substr(2, length);
      received = received.substr(length + 2);
      // The listener may close or send: what it leaves in `received` decides whether there is another turn.
      onFrame(payload);
    }
  }

  function send(frame: string, done: LinkDone): void {
    network.send(frame, function (error) {
      // A line that does not take bytes is of no use for the next frame either: connect anew then.
      if (error !== null && state === "open") close();
      done(error, true);
    });
  }

  network.onBytes(take);
  network.onClosed(function () {
    // While connecting, `connect` itself answers.
    if (state !== "open") return;
    close();
    onEnd("lineDown");
  });

  return {
    state: function () { return state; },
    exchange: function (host, port, frame, done) {
      if (state === "connecting") {
        clock.after(0, function () { done("notReady", false); });
        return;
      }
      if (state === "open") {
        send(frame, done);
        return;
      }
      state = "connecting";
      received = "";
      network.connect(host, port, function (error) {
        if (state !== "connecting") return;
        if (error !== null) {
          state = "closed";
          done(error, false);
          return;
        }
        state = "open";
        send(frame, done);
      });
    },
    listen: function (frameListener, endListener) {
      onFrame = frameListener;
      onEnd = endListener;
    },
    close: close,
  };
}
