import { terminalMemory } from "../book.js";
import type { Kind } from "../request.js";

/** Sign-off, 0820 with 60.3 = 002: the working keys end here. */
export const signOff: Kind = {
  name: "signOff", mac: false, once: false, byAmount: false,
  fits: (request) => request.mti === "0820" && request.network === "002",
  run(desk, request) {
    const memory = terminalMemory(desk.book, request.tid, request.mid);
    desk.book.note({ line: "issued", terminal: request.tid, merchant: request.mid, times: memory.times, network: "002" });
    return { code: "00", fields: {}, why: "" };
  },
};
