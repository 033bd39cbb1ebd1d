/** Deeper than metadata may be (json-flaw.ts) within the deepest operation there is, and far from what a stack holds. */
const deepest = 160;

/**
 * The value as it came, or, where it is nested without end, a copy that ends with `…` there: nothing that follows it here
 * (hashing, parsing, writing it down) could follow it further.
 */
export function withinDepth(value: unknown): unknown {
  return isWithin(value, deepest) ? value : cut(value, deepest);
}

function isWithin(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (left === 0) return false;
  for (const member of Object.values(value)) if (!isWithin(member, left - 1)) return false;
  return true;
}

function cut(value: unknown, left: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (left === 0) return '…';
  if (Array.isArray(value)) return value.map(member => cut(member, left - 1));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cut(member, left - 1)]));
}
