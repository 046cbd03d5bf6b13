import type { IncomingMessage } from "node:http";
import type { RawData, WebSocket } from "ws";
import { CONTROLS, type Control, type ControlName, MESSAGE_MAX } from "./controls.js";
import { misfitFields } from "./forms.js";
import type { House } from "./house.js";
import { Refusal } from "./refusal.js";
import type { Answer } from "./protocol.js";

const BAD_MAX = 100;
const CONTROLS_A_SECOND = 2000;
/** A client that does not read is cut off when so much waits for it. */
const UNREAD_MAX = 16 * 1024 * 1024;

class Bad extends Error {
  constructor(readonly code: string, message: string, readonly id: number) { super(message); }
}

/** A message as a control, or {@link Bad}. */
export function readControl(text: string): { id: number; control: Control } {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    throw new Bad("badMessage", "This is no JSON. Nothing was done.", -1);
  }
  if (typeof message !== "object" || message === null || Array.isArray(message)) throw new Bad("badMessage", "A control is one JSON object. Nothing was done.", -1);
  const { id, do: name, ...fields } = message as Record<string, unknown>;
  if (!Number.isSafeInteger(id) || (id as number) < 0) throw new Bad("badMessage", "A control needs an `id`, a whole number, for its answer. Nothing was done.", -1);
  if (typeof name !== "string" || !Object.hasOwn(CONTROLS, name)) throw new Bad("badControl", `There is no such control; there are ${Object.keys(CONTROLS).join(", ")}. Nothing was done.`, id as number);
  const wrong = misfitFields(CONTROLS[name as ControlName].fields, fields, name);
  if (wrong !== "") throw new Bad("badField", wrong + ". Nothing was done.", id as number);
  return { id: id as number, control: { do: name, ...fields } as Control };
}

/** Carry the messages of one WebSocket to the house and back. */
export function carry(socket: WebSocket, _request: IncomingMessage, house: House): void {
  let bad = 0;
  let second = 0, inSecond = 0;
  const send = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > UNREAD_MAX) { socket.terminate(); return; }
    socket.send(text);
  };
  const answer = (message: Omit<Answer, "type">): void => send(JSON.stringify({ type: "answer", ...message }));
  const client = { tell: send };

  function complain(error: Bad): void {
    answer({ id: error.id, ok: false, error: error.code, text: error.message });
    if (++bad >= BAD_MAX) socket.close(1008, "too many messages that cannot be understood");
  }
  function tooFast(): boolean {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) { second = now; inSecond = 0; }
    return ++inSecond > CONTROLS_A_SECOND;
  }
  async function heard(bytes: RawData, isBinary: boolean): Promise<void> {
    let id = -1;
    try {
      if (isBinary) throw new Bad("badMessage", "Messages are text, this one is binary. Nothing was done.", -1);
      const read = readControl(String(bytes));
      id = read.id;
      if (tooFast()) { answer({ id, ok: false, error: "tooFast", text: `More than ${CONTROLS_A_SECOND} controls in a second. Nothing was done; send it again.` }); return; }
      const result = await house.ask(read.control);
      answer({ id, ok: true, ...(result === undefined ? {} : { result }) });
    } catch (error) {
      if (error instanceof Bad) complain(error);
      else if (error instanceof Refusal) answer({ id, ok: false, error: error.code, text: error.message });
      else answer({ id, ok: false, error: "failed", text: "The simulator made a mistake: " + (error instanceof Error ? error.message : String(error)) + ". The run goes on." });
    }
  }
  // Answers come in the order of the controls.
  let line: Promise<void> = Promise.resolve();
  socket.on("message", (bytes, isBinary) => { line = line.then(() => heard(bytes, isBinary)); });
  // An oversized or broken frame ends the connection with its own code (1009, 1002); "close" follows.
  socket.on("error", () => {});
  socket.on("close", () => house.leave(client));
  house.join(client);
}

export { MESSAGE_MAX };
