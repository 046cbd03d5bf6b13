import { faults as hostFaults } from "../acquirer/faults.js";
import { OWN_KINDS, type Net, type OwnKind } from "./faults.js";
import type { Track } from "./track.js";

/** What a test host's fault is asked to do, where it is not once and by default. */
const HOST_VALUES: Record<string, readonly number[]> = { lateReply: [1000, 29000, 31000, 65000], byteByByte: [5, 200] };
/** Wire faults that are not about one byte, with their values in ms. */
const WIRE_VALUES: Record<string, readonly number[]> = {
  refuse: [-1], unknownHost: [-1], dropRequest: [-1], dropReply: [-1], delayReply: [5000, 29000, 31000, 70000], duplicateReply: [50, 5000], splitReply: [1, 100, 400],
};
/** Answers that are no plain yes; what approves a sale approves it at the host too. */
const CODES = ["05", "10", "11", "51", "77", "91", "94", "96", "97", "98", "99", "A0", "A2", "A7"];
/** Header digits: a wish of the host. */
const ASKS = ["1", "2", "3", "4"];
/** Length of an answer that never came on the track itself. */
const USUAL_BYTES = 150;

/** Every fault of the line at one exchange, but for those at a certain byte. */
export function netsAt(message: number): Net[] {
  const nets: Net[] = [];
  const add = (name: string, value = -1): void => { nets.push({ type: "net", message, name, value, bit: -1 }); };
  for (const [name, values] of Object.entries(WIRE_VALUES)) for (const value of values) add(name, value);
  for (const name of Object.keys(OWN_KINDS) as OwnKind[]) if (name !== "halfRequest") add(name);
  for (const name of Object.keys(hostFaults)) for (const value of HOST_VALUES[name] ?? [-1]) add("host." + name, value);
  for (const code of CODES) add("code." + code);
  for (const ask of ASKS) add("ask." + ask);
  return nets;
}

/** Every fault of the line at each byte of one exchange: request or answer cut short, line broken, one bit turned. */
export function byteNetsAt(message: number, requestBytes: number, replyBytes: number): Net[] {
  const nets: Net[] = [];
  for (let value = 0; value < requestBytes; value++) nets.push({ type: "net", message, name: "halfRequest", value, bit: -1 });
  for (let value = 0; value < replyBytes; value++) {
    for (const name of ["truncateReply", "resetReply"]) nets.push({ type: "net", message, name, value, bit: -1 });
    for (let bit = 0; bit < 8; bit++) nets.push({ type: "net", message, name: "garbleReply", value, bit });
  }
  return nets;
}

/** Every fault of the line that a track can have from exchange `first` on; exchanges that have one of their own keep it. */
export function netsOf(track: Track, first: number): Net[] {
  const nets: Net[] = [];
  for (let message = first; message <= track.end.messages; message++) {
    if (track.nets.some((net) => net.message === message)) continue;
    const request = track.points.find((point) => point.kind === "s" && point.message === message);
    const reply = track.points.filter((point) => point.kind === "r" && point.message === message).length;
    nets.push(...netsAt(message), ...byteNetsAt(message, request?.sent?.length ?? USUAL_BYTES, reply > 0 ? reply : USUAL_BYTES));
  }
  return nets;
}
