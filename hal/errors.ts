/** Every way a port can fail, in plain words. A fault is ours and may be retried; what the world answers (declined, bad card) is never one of these. */
export type HalError =
  | "noPaper" // printer: the roll is empty; nothing of this line was printed
  | "headHot" // printer: wait and send the same line again
  | "jam" // printer: paper does not move; nothing more will print until it is opened
  | "lineDown" // network: no connection could be made, or it broke
  | "hostUnknown" // network: the name or address means nothing here
  | "ioError" // storage: the medium did not answer or did not hold what was written
  | "wornBlock" // storage: this block can no longer be erased or programmed
  | "notReady" // any port: called while busy or before it was opened
  | "badKey" // secure module: no such key, or its check value does not match
  | "badLength"; // secure module: input of a length the operation does not take

/** Comes last, exactly once, and never before the call that took it returns. `null` is success. */
export type Done = (error: HalError | null) => void;
/** As {@link Done}, with bytes as an 8-bit string when there was no error (otherwise the empty string). */
export type DoneBytes = (error: HalError | null, bytes: string) => void;
