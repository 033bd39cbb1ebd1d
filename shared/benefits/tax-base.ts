/**
 * Convention `taxBase`: a discount is worked out on the price as it stands, or on the price without the tax that is in
 * it. On the net price a percentage lowers the net price, an amount or a new price is itself net, and the tax that is
 * in it falls along. Limits and floors are always money as the customer pays it.
 */
import type {Minor} from '../money/minor.ts';
import {larger, minor, subtract, zero} from '../money/minor.ts';
import {type Ppm, share} from '../money/rate.ts';
import {portion, type Rounding} from '../money/rounding.ts';
import type {BenefitInput} from './benefit-input.ts';

/** So much gross for so much net: 119 to 100. */
interface TaxRatio {
  readonly gross: number;
  readonly net: number;
}

const netPpm = 1_000_000;

/** The tax in a line's price; null where discounts are worked out on the price as it stands. */
export function taxOfLine({conventions, lines}: BenefitInput, lineIndex: number): TaxRatio | null {
  const taxPpm = conventions.taxBase === 'net' ? (lines[lineIndex]?.taxPpm ?? 0) : 0;
  return taxPpm === 0 ? null : {gross: netPpm + taxPpm, net: netPpm};
}

/** The tax in all these lines together, each weighing its subtotal. */
export function taxOfLines(input: BenefitInput, lineIndices: Iterable<number>): TaxRatio | null {
  if (input.conventions.taxBase === 'price') return null;
  let gross = 0;
  let net = 0;
  for (const lineIndex of lineIndices) {
    const subtotal = input.order.lines[lineIndex]?.subtotalMinor ?? zero;
    gross += subtotal;
    net += netOf(subtotal, taxOfLine(input, lineIndex), input.conventions.rounding);
  }
  return gross === net || net === 0 ? null : {gross, net};
}

/** A percentage of `base`, which is gross. */
export function percentOf(base: Minor, rate: Ppm, tax: TaxRatio | null, rounding: Rounding): Minor {
  if (tax === null) return share(base, rate, rounding);
  const net = netOf(base, tax, rounding);
  const offNet = share(net, rate, rounding);
  if (offNet === 0) return zero;
  return larger(zero, subtract(base, grossOf(subtract(net, offNet), tax, rounding)));
}

/** With any tax that a line can have, its gross is a safe integer. */
const surelyHeld = Math.floor(Number.MAX_SAFE_INTEGER / 16);

/** The gross of a net amount, or the largest amount there is: more than anything costs. */
function largestGross(net: Minor, tax: TaxRatio, rounding: Rounding): Minor {
  const most = minor(Number.MAX_SAFE_INTEGER);
  return net > portion(most, tax.net, tax.gross, 'floor') ? most : portion(net, tax.gross, tax.net, rounding);
}

/** What a net amount takes off the price that has the tax in it. */
export function grossOf(net: Minor, tax: TaxRatio | null, rounding: Rounding): Minor {
  if (tax === null) return net;
  return net > surelyHeld ? largestGross(net, tax, rounding) : portion(net, tax.gross, tax.net, rounding);
}

function netOf(gross: Minor, tax: TaxRatio | null, rounding: Rounding): Minor {
  return tax === null ? gross : portion(gross, tax.net, tax.gross, rounding);
}
