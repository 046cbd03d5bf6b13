/** One part of field 59: two characters, length in three digits, value (PAYMENTS 5.2). */
export function tagged(tag: string, value: string): string {
  return tag + String(value.length).padStart(3, "0") + value;
}

/** The value of a tag in such a field; "" when it has none. */
tagged.read = (field: string, wanted: string): string => {
  for (let at = 0; at + 5 <= field.length; ) {
    const length = Number(field.slice(at + 2, at + 5));
    if (!Number.isInteger(length)) return "";
    if (field.slice(at, at + 2) === wanted) return field.slice(at + 5, at + 5 + length);
    at += 5 + length;
  }
  return "";
};

/** An amount in such a field: as it is printed. */
export const yuan = (minor: number): string => (minor / 100).toFixed(2);
