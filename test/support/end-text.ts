import type { Ended } from "../../sim/crash/power-up.js";

/** Everything of a run's end. */
export function endText(end: Ended): string {
  const { host, image, ...held } = end.held;
  return JSON.stringify([end.how, end.rows, end.messages, Buffer.from(image).toString("hex"), held, host.stamp()]);
}
