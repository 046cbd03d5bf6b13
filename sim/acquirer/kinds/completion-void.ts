import type { Kind } from "../request.js";
import { takeBack } from "./void.js";

/** Cancel of a completion of the same batch, 0200 / 200000 with 60.1 = 21. What was held is held again. */
export const completionVoid: Kind = {
  name: "completionVoid", mac: true, once: true, byAmount: false, run: (desk, request) => takeBack(desk, request, "completion", "completionVoid"),
  fits: (request) => request.mti === "0200" && request.procCode === "200000" && request.messageType === "21",
};
