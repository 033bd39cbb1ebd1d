const decimal = /^-?\d{1,30}(?:\.\d{1,30})?$/;

/** A number, or text that is a plain decimal number (query strings and CSV know only text); null for anything else. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > 62 || !decimal.test(value)) return null;
  return Number(value);
}
