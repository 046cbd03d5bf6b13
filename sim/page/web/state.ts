import { computed, type Signal, signal } from "@preact/signals";
import type { Bank, Card, Desk, Entry, Hello, Notice, Paper, PaperLine, Tell, Terminal, Time } from "../protocol.js";
import { sound } from "./sound.js";
import { sayNotice } from "./words.js";

/** A piece of paper as far as it came out. */
export interface Piece { number: number; lines: PaperLine[]; cut: boolean; torn: boolean }

/** Everything that the simulator told. Nothing here is worked out by the page. */
export const hello = signal<Hello | null>(null);
export const desk = signal<Desk | null>(null);
/** Runs begun since the page was opened: who drives the page tells a new run from the one before by it. */
export const begun = signal(0);
export const bank = signal<Bank | null>(null);
export const time = signal<Time>({ type: "time", nowMs: 0, endMs: 0, speed: 1, paused: false, busy: false });
export const papers = signal<ReadonlyMap<number, Piece[]>>(new Map());
export const entries = signal<Entry[]>([]);
/** Toasts; the newest last. */
export const notices = signal<(Pick<Notice, "text" | "list"> & { tone: "bad" | ""; at: number; key: number })[]>([]);
/** "open", or why there is no connection. */
export const link = signal<"opening" | "open" | "lost" | "refused">("opening");

/** What this page itself remembers. */
export const active = signal(0);
export const panel = signal<string>("faults");
export const cards = computed<Card[]>(() => desk.value?.cards ?? []);
export const present = computed<Terminal | null>(() => stateOf(active.value).value);

const ENTRIES_MAX = 2000;
const PIECES_MAX = 8;
const NOTICE_MS = 9000;
const NOTICES_MAX = 4;

const states: Signal<Terminal | null>[] = [];
/** How a terminal stands; a signal each, so that one of twenty draws nothing of the others. */
export function stateOf(terminal: number): Signal<Terminal | null> {
  states[terminal] ??= signal(null);
  return states[terminal];
}
const glasses: Signal<string>[] = [];
/** The glass of a terminal; a signal of its own, because it changes more often than all the rest. */
export function glassOf(terminal: number): Signal<string> {
  glasses[terminal] ??= signal("");
  return glasses[terminal];
}

let noticeKey = 0;
/** Show a sentence for a while. */
export function say(text: string, tone: "bad" | "" = "", list?: string[]): void {
  const key = ++noticeKey;
  const rest = notices.value.filter((one) => one.text !== text).slice(-NOTICES_MAX + 1);
  notices.value = [...rest, { text, tone, at: Date.now(), key, ...(list === undefined ? {} : { list }) }];
  setTimeout(() => dismiss(key), NOTICE_MS + (list?.length ?? 0) * 3000);
}
export function dismiss(key: number): void {
  notices.value = notices.value.filter((one) => one.key !== key);
}

function takePaper(paper: Paper): void {
  const map = new Map(papers.value);
  const pieces = [...(map.get(paper.terminal) ?? [])];
  const at = pieces.findIndex((one) => one.number === paper.piece);
  const old = at < 0 ? [] : pieces[at]!.lines;
  const piece: Piece = { number: paper.piece, lines: [...old.slice(0, paper.from), ...paper.lines], cut: paper.cut, torn: paper.torn };
  if (at < 0) pieces.push(piece);
  else pieces[at] = piece;
  map.set(paper.terminal, pieces.slice(-PIECES_MAX));
  papers.value = map;
}

function takeDesk(message: Desk): void {
  desk.value = message;
  if (!message.anew) return;
  begun.value++;
  for (const state of states) state.value = null;
  papers.value = new Map();
  entries.value = [];
  for (const glass of glasses) glass.value = "";
  if (active.value >= message.terminals.length) active.value = 0;
}

/** Take one message of the simulator. */
export function take(message: Tell): void {
  switch (message.type) {
    case "hello": hello.value = message; break;
    case "desk": takeDesk(message); break;
    case "frame": glassOf(message.terminal).value = message.bits; break;
    case "terminal": stateOf(message.terminal).value = message; break;
    case "beep": if (message.terminal === active.value) sound(message.tone); break;
    case "paper": takePaper(message); break;
    case "entries": entries.value = message.anew ? message.list : [...entries.value, ...message.list].slice(-ENTRIES_MAX); break;
    case "bank": bank.value = message; break;
    case "time": time.value = message; break;
    case "clients": if (hello.value !== null) hello.value = { ...hello.value, clients: message.clients }; break;
    case "notice": say(sayNotice(message), message.code === "crash" || (message.list?.length ?? 0) > 0 ? "bad" : "", message.list); break;
    default: break;
  }
}
