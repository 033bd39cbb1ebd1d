/**
 * A quantity typed before the product: `*`, digits, then a scan or a touch. Null while none is being typed, ''
 * after the `*` alone.
 */
export type TypeAhead = string | null;

const mostDigits = 4;

/** The next state after a key, or undefined when the key is none of ours. */
export function afterTypeAheadKey(state: TypeAhead, key: string): TypeAhead | undefined {
  if (key === '*') return '';
  if (state === null) return undefined;
  if (key === 'Escape') return null;
  if (key === 'Backspace') return state === '' ? null : state.slice(0, -1);
  if (/^\d$/.test(key)) return state.length < mostDigits ? state + key : state;
  return undefined;
}

/** How many units it stands for: one where nothing, or zero, was typed. */
export function typedUnits(state: TypeAhead): number {
  return Math.max(1, Number(state ?? 1) || 1);
}
