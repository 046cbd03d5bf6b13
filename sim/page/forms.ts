/** Forms of fields: what a control may carry, once for the checker, for the JSON Schema and for the compiler. */
export type Form =
  | { kind: "whole"; low: number; high: number; about: string }
  | { kind: "number"; low: number; high: number; about: string }
  | { kind: "text"; max: number; pattern?: string; about: string }
  | { kind: "one"; of: readonly string[]; about: string }
  | { kind: "yes"; about: string }
  | { kind: "record"; fields: Fields; about: string };

/** A form with the type of what fits it; `left` says that it may be left out. */
export type Field<T, Left extends boolean = false> = Form & { left?: Left; fits?: T };
export type Fields = Readonly<Record<string, Field<unknown, boolean>>>;

type FitOf<F> = F extends { fits?: infer T } ? Exclude<T, undefined> : never;
type LeftOut<F extends Fields> = { [K in keyof F]: F[K] extends { left: true } ? K : never }[keyof F];
/** The object that fits a list of fields. */
export type Fit<F extends Fields> = { [K in Exclude<keyof F, LeftOut<F>>]: FitOf<F[K]> } & { [K in LeftOut<F>]?: FitOf<F[K]> };

export const whole = (low: number, high: number, about: string): Field<number> => ({ kind: "whole", low, high, about });
export const number = (low: number, high: number, about: string): Field<number> => ({ kind: "number", low, high, about });
export const text = (max: number, about: string, pattern?: string): Field<string> => ({ kind: "text", max, about, ...(pattern === undefined ? {} : { pattern }) });
export const one = <const T extends string>(of: readonly T[], about: string): Field<T> => ({ kind: "one", of, about });
export const yes = (about: string): Field<boolean> => ({ kind: "yes", about });
export const record = <const F extends Fields>(fields: F, about: string): Field<Fit<F>> => ({ kind: "record", fields, about });
export const optional = <T>(field: Field<T>): Field<T, true> & { left: true } => ({ ...field, left: true });

/** "" when `value` fits, else what is wrong with it in words. The value itself is not repeated: it may be a card number. */
export function misfit(form: Form, value: unknown, where: string): string {
  switch (form.kind) {
    case "whole": return Number.isSafeInteger(value) && (value as number) >= form.low && (value as number) <= form.high ? "" : `${where} must be a whole number from ${form.low} to ${form.high}`;
    case "number": return typeof value === "number" && value >= form.low && value <= form.high ? "" : `${where} must be a number from ${form.low} to ${form.high}`;
    case "yes": return typeof value === "boolean" ? "" : `${where} must be true or false`;
    case "one": return typeof value === "string" && form.of.includes(value) ? "" : `${where} must be one of ${form.of.join(", ")}`;
    case "text":
      if (typeof value !== "string" || value.length > form.max) return `${where} must be a text of at most ${form.max} characters`;
      return form.pattern === undefined || new RegExp(form.pattern).test(value) ? "" : `${where} has the wrong form; it must match ${form.pattern}`;
    default: return misfitFields(form.fields, value, where);
  }
}

/** As {@link misfit}, for an object: every field that may not be left out is there, and no other. */
export function misfitFields(fields: Fields, value: unknown, where: string): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `${where} must be an object`;
  for (const name of Object.keys(value)) if (!Object.hasOwn(fields, name)) return `${where} has no field ${JSON.stringify(name.slice(0, 40))}; it may have ${Object.keys(fields).join(", ")}`;
  for (const [name, field] of Object.entries(fields)) {
    const part = (value as Record<string, unknown>)[name];
    if (part === undefined) {
      if (field.left !== true) return `${where} needs ${name}: ${field.about}`;
      continue;
    }
    const wrong = misfit(field, part, `${where}.${name}`);
    if (wrong !== "") return wrong;
  }
  return "";
}

/** JSON Schema (draft 2020-12) of a form. */
export function schemaOf(form: Form): Record<string, unknown> {
  const description = form.about;
  switch (form.kind) {
    case "whole": return { type: "integer", minimum: form.low, maximum: form.high, description };
    case "number": return { type: "number", minimum: form.low, maximum: form.high, description };
    case "yes": return { type: "boolean", description };
    case "one": return { enum: form.of, description };
    case "text": return { type: "string", maxLength: form.max, ...(form.pattern === undefined ? {} : { pattern: form.pattern }), description };
    default: return { ...schemaOfFields(form.fields), description };
  }
}

export function schemaOfFields(fields: Fields): Record<string, unknown> {
  return {
    type: "object", additionalProperties: false,
    required: Object.keys(fields).filter((name) => fields[name]!.left !== true),
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)])),
  };
}
