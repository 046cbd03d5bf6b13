import type { Line } from "./line.js";

/** A board's console used as a remote procedure: an expression goes there, its value comes back. */
export interface BoardConsole {
  /** Find the interpreter, through a program that may be running. Gives the value of `expression`. */
  hello(expression: string, tries: number): Promise<string>;
  /**
   * Value of an expression as text. It may be evaluated again when a character was lost on the way, so it must be one that can.
   * Errors: what the board threw, or that it fell silent.
   */
  ask(expression: string, timeoutMs?: number): Promise<string>;
  /** Run something that gives no answer, such as a restart; what was heard before is forgotten. */
  tell(statement: string): void;
  /** What the board said since the last `tell`, the last 4,000 characters. */
  heard(): string;
  /** Why the line is gone, or "" while it is there. */
  lost(): string;
}

const ANSWER_MS = 4_000;
const ASK_TRIES = 3;
const HELLO_MS = 1_000;
/** A board that starts over and over runs its program for a few hundred milliseconds each time: interrupts must fall into that. */
const INTERRUPT_EVERY_MS = 40;
const INTERRUPTS = 50;
/** Control characters of the interpreter's line editor: echo off for this line, clear the line, interrupt. */
const NO_ECHO = "\x10";
const CLEAR_LINE = "\x15";
const INTERRUPT = "\x03";
const HEARD_MAX = 4000;

class Silence extends Error {}

/**
 * One request at a time and short lines: a board's input buffer holds 1,024 characters, and with an answer to each line none is
 * lost without flow control. The answer's marks are put together on the board, so an echo of the request is never taken for it.
 */
export function boardConsole(line: Line): BoardConsole {
  let text = "";
  let number = 0;
  let check = (): void => {};
  let lost = "";
  line.onText = (more) => {
    text = (text + more).slice(-HEARD_MAX);
    check();
  };
  line.onLost = (why) => {
    lost = why;
    check();
  };

  function request(expression: string, timeoutMs: number, before: string): Promise<string> {
    const mine = ++number;
    line.send(before + NO_ECHO + 'try{print("<"+"<' + mine + ':"+(' + expression + ')+">>")}catch(e){print("<"+"<' + mine + '!"+e+">>")}\n');
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(() => reject(new Silence("no answer from " + line.name + " within " + timeoutMs / 1000 + " s"))), timeoutMs);
      function end(finish: () => void): void {
        clearTimeout(timer);
        check = () => {};
        finish();
      }
      check = () => {
        const answer = new RegExp("<<" + mine + "([:!])([^]*?)>>").exec(text);
        if (answer !== null) end(() => (answer[1] === ":" ? resolve(answer[2]!) : reject(new Error("the board says: " + answer[2]))));
        else if (lost !== "") end(() => reject(new Error(lost)));
      };
      check();
    });
  }

  return {
    async hello(expression, tries) {
      text = "";
      for (let turn = 0; turn < tries; turn++) {
        // At first politely, then breaking what runs; `quit` leaves the debugger, which an interrupt may have opened.
        for (let count = 0; turn > 0 && count < INTERRUPTS; count++) {
          line.send(INTERRUPT + CLEAR_LINE);
          await new Promise((resolve) => setTimeout(resolve, INTERRUPT_EVERY_MS));
        }
        const value = await request(expression, HELLO_MS, turn === 0 ? CLEAR_LINE : NO_ECHO + "quit\n").catch(() => null);
        if (value !== null) return value;
        if (lost !== "") throw new Error(lost);
      }
      const said = text.replace(/[^\x20-\x7e]+/g, " ").trim();
      throw new Error("nothing on " + line.name + " answers like an Espruino console: " + (said === "" ? "it is silent (wrong port or speed, or its console is closed)" : 'it says "' + said.slice(-120) + '"'));
    },
    async ask(expression, timeoutMs = ANSWER_MS) {
      for (let turn = 1; ; turn++) {
        const answer = await request(expression, timeoutMs, turn === 1 ? "" : CLEAR_LINE).catch((error: Error) => error);
        if (typeof answer === "string") return answer;
        if (turn === ASK_TRIES || !(answer instanceof Silence)) throw answer;
      }
    },
    tell(statement) {
      text = "";
      line.send(NO_ECHO + statement + "\n");
    },
    heard: () => text,
    lost: () => lost,
  };
}
