import { batch } from "@preact/signals";
import type { Control } from "../controls.js";
import type { Answer, Tell } from "../protocol.js";
import { link, say, take } from "./state.js";
import { sayRefusal } from "./words.js";

const RETRY_MS = 800;
const TOKEN = "postern-token";

let socket: WebSocket | null = null;
let number = 0;
const waiting = new Map<number, (answer: Answer) => void>();
let first: Control | null = null;
let wasOpen = false;

/** The token leaves the address, so that it is in no screenshot and no copied link; a reload still has it. */
function token(): string {
  const url = new URL(location.href);
  const given = url.searchParams.get("token");
  if (given !== null) {
    sessionStorage.setItem(TOKEN, given);
    url.searchParams.delete("token");
    history.replaceState(null, "", url);
  }
  return sessionStorage.getItem(TOKEN) ?? "";
}

/** A run that the address names: `#s=` a shared one, `#run=` one of the crash explorer. */
function runInAddress(): Control | null {
  const shared = /^#s=([A-Za-z0-9_-]+)$/.exec(location.hash)?.[1];
  const crash = /^#run=(.+)$/.exec(location.hash)?.[1];
  if (shared === undefined && crash === undefined) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return { do: "sessionOpen", text: shared ?? decodeURIComponent(crash!) };
}

function open(): void {
  const carried = token();
  const made = new WebSocket(`ws://${location.host}/ws${carried === "" ? "" : "?token=" + encodeURIComponent(carried)}`);
  socket = made;
  made.onopen = () => {
    link.value = "open";
    wasOpen = true;
    if (first !== null) void ask(first);
    first = null;
  };
  let queue: Tell[] = [];
  made.onmessage = (event: MessageEvent<string>) => {
    const message = JSON.parse(event.data) as Tell;
    if (message.type === "answer") {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
      return;
    }
    // What comes in one go is shown in one go.
    queue.push(message);
    if (queue.length > 1) return;
    queueMicrotask(() => {
      const now = queue;
      queue = [];
      batch(() => { for (const one of now) take(one); });
    });
  };
  made.onclose = () => {
    if (socket !== made) return;
    for (const settle of waiting.values()) settle({ type: "answer", id: -1, ok: false, error: "lost", text: "" });
    waiting.clear();
    link.value = wasOpen ? "lost" : "refused";
    setTimeout(open, RETRY_MS);
  };
}

/** Connect, and again whenever the connection is lost: the run is the simulator's and goes on without a page. */
export function connect(): void {
  first = runInAddress();
  window.addEventListener("hashchange", () => {
    const wanted = runInAddress();
    if (wanted !== null) void ask(wanted);
  });
  open();
}

/** Ask for something; the answer comes also when it says no, and a no is shown. */
export function ask(control: Control, quiet = false): Promise<Answer> {
  if (socket === null || socket.readyState !== WebSocket.OPEN) {
    return Promise.resolve({ type: "answer", id: -1, ok: false, error: "lost", text: "" });
  }
  const id = number++;
  socket.send(JSON.stringify({ id, ...control }));
  return new Promise((resolve) => {
    waiting.set(id, (answer) => {
      if (!answer.ok && !quiet) say(sayRefusal(answer), "bad");
      resolve(answer);
    });
  });
}

/** What a control asked for, or null when the answer was no, which was shown. */
export async function askFor<T>(control: Control): Promise<T | null> {
  const answer = await ask(control);
  return answer.ok ? (answer.result as T) : null;
}
