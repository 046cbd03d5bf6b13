import type { Context } from "./context.js";

/** Why a password opened nothing, and for how long; for each overlay that asks for one. */
export function takeDenied(c: Context, facts: any): void { c.reason = facts.reason; c.detail = facts.detail; }
