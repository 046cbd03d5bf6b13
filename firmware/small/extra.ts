// What a transaction has beside its record, for terminals whose kinds have nothing: see txn/extra.ts.

export const EXTRA_VOUCHER = 0;
export const EXTRA_BASE = 10;
export const EXTRA_TIP = 11;
export const EXTRA_PERIODS = 12;
export const EXTRA_PLAN = 13;
export const EXTRA_FEE = 14;

export function extraPart(_extra: string, _number: number): string { return ""; }

export function printedMinor(_amount: string): number { return 0; }

export function extraWith(extra: string, _number: number, _value: string): string { return extra; }

export function taggedPart(_field59: string, _tag: string): string { return ""; }

export function extraAnswered(extra: string, _field59: string): string { return extra; }

export function extraTags(_extra: string): string { return ""; }
