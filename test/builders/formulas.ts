/** What formulas look at, and what they come to: `work('ORDER_AMOUNT * 2', {orderAmountMinor: 1000})` is `'20'`. */
import {evaluateFormula} from '../../shared/formula/evaluate-formula.ts';
import type {
  FormulaContext,
  FormulaLine,
  FormulaVoucher,
  MetadataOwner,
} from '../../shared/formula/formula-context.ts';
import {parseFormula} from '../../shared/formula/parse-formula.ts';
import {numberFrom} from '../../shared/formula/rational.ts';
import {assert} from '../../shared/kernel/assert.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {Metadata} from '../../shared/kernel/metadata.ts';

export interface FormulaGiven {
  /** Noon in Vienna on 20 November 2026 unless said. */
  readonly now?: string;
  readonly zone?: string;
  readonly exponent?: number;
  readonly amount?: number | null;
  readonly subtotal?: number | null;
  readonly lines?: readonly FormulaLine[];
  readonly lineIndex?: number;
  readonly metadata?: {readonly [owner in MetadataOwner]?: Metadata};
  readonly voucher?: Partial<FormulaVoucher>;
  readonly tier?: Partial<FormulaVoucher>;
  readonly birthdate?: string;
}

const noDates = {startsAtMs: null, endsAtMs: null};
const noVoucher = {redemptionQuantity: null, redeemedQuantity: null, publishCount: null, ...noDates};

export function formulaContext(given: FormulaGiven = {}): FormulaContext {
  const {voucher, tier} = given;
  return {
    nowMs: epochMs(Date.parse(given.now ?? '2026-11-20T11:00:00Z')),
    zone: given.zone ?? 'Europe/Vienna',
    currencyExponent: given.exponent ?? 2,
    orderAmountMinor: () => given.amount ?? null,
    orderSubtotalMinor: () => given.subtotal ?? null,
    lines: () => given.lines ?? [],
    lineIndex: given.lineIndex ?? null,
    metadata: owner => given.metadata?.[owner] ?? null,
    voucher: () => (voucher === undefined ? null : {...noVoucher, ...voucher}),
    promotionTier: () => (tier === undefined ? null : {...noDates, ...tier}),
    customerBirthdate: () => given.birthdate ?? null,
  };
}

/** A line of `quantity` units at a price in minor units. */
export function formulaLine(
  price: number | null,
  quantity = 1,
  given: Partial<FormulaLine> = {},
): FormulaLine {
  const amountMinor = price === null ? null : price * quantity;
  return {
    priceMinor: price,
    amountMinor,
    subtotalMinor: amountMinor,
    quantity,
    metadata: {},
    productMetadata: {},
    ...given,
  };
}

/** The number as text, or why there is none. A formula that cannot be read is a mistake of the test. */
export function work(text: string, given: FormulaGiven = {}): string {
  const parsed = parseFormula(text);
  assert(parsed.ok, parsed.ok ? '' : `${text}: ${parsed.message} at ${parsed.at}`);
  const result = evaluateFormula(parsed.formula, formulaContext(given));
  return result.ok ? String(numberFrom(result.value)) : result.message;
}

/** Whether a condition holds: `yes` or `no`, or why nobody knows. */
export function holds(condition: string, given: FormulaGiven = {}): string {
  const answer = work(`IF(${condition}; 1; 0)`, given);
  return answer === '1' ? 'yes' : answer === '0' ? 'no' : answer;
}
