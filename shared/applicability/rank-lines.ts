import type {PricedLine} from '../order/priced-order.ts';

interface Ranked {
  readonly lineIndex: number;
  readonly line: PricedLine;
}

/**
 * By unit price before discounts, cheapest or dearest first; of equal prices the line with the lower subtotal, then
 * the earlier line of the order. Lines without a price come last either way.
 */
export function rankLines<T extends Ranked>(
  lines: readonly T[],
  first: 'cheapest' | 'dearest',
): readonly T[] {
  if (lines.length < 2) return lines;
  const sign = first === 'cheapest' ? 1 : -1;
  const keyed = lines.map(one => ({one, price: unitPrice(one.line), subtotal: one.line.subtotalMinor}));
  keyed.sort(
    (a, b) =>
      nullsLast(a.price, b.price, sign) ||
      nullsLast(a.subtotal, b.subtotal, 1) ||
      a.one.lineIndex - b.one.lineIndex,
  );
  return keyed.map(({one}) => one);
}

/** Only compared, never paid: a fraction of a minor unit may remain. */
function unitPrice({priceMinor, amountMinor, quantity}: PricedLine): number | null {
  return priceMinor ?? (amountMinor === null ? null : amountMinor / quantity);
}

function nullsLast(a: number | null, b: number | null, sign: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return (a - b) * sign;
}
