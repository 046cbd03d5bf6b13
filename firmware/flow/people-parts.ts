import type { Context } from "./context.js";

// For each overlay that asks for a password.

/** Why it opened nothing, and for how long. */
export function takeDenied(c: Context, facts: any): void { c.reason = facts.reason; c.detail = facts.detail; }

/** Nothing stands in the entry any more. */
export function dropPin(c: Context): void { c.pinLength = 0; }
