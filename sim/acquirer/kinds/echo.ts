import type { Kind } from "../request.js";

/** Echo test, 0820 with 60.3 = 301; has no trace number, so its answer has no reference number. */
export const echo: Kind = {
  name: "echo", mac: false, once: false, byAmount: false,
  fits: (request) => request.mti === "0820" && request.network === "301",
  run: () => ({ code: "00", fields: {}, why: "" }),
};
