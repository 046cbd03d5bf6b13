import type { Context } from "../flow/context.js";
import type { Update } from "../machine/step.js";
import type { Effect, Session } from "../app/session.js";

// A terminal without the overlay that asks a supervisor for jobs and slips: kinds that want one say so themselves. See app/approval.ts.

export function approvalWanted(_session: Session, _name: string, own: boolean): boolean { return own; }

export const layAllow: Effect = function (_session) {};

export const markCopy: Effect = function (_session) {};

export const takeTarget: Update<Context> = function (_c, _name) {};
