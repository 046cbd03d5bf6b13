import type { Profile } from "./profile.js";
import { unionpay } from "./unionpay.js";

/** The profile that the parameters name, or null. A new acquirer is listed here. */
export function profileNamed(name: string): Profile | null {
  return name === unionpay.name ? unionpay : null;
}
