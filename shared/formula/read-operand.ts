/** The values of operands. Money comes in minor units and is spoken of in major ones: 46500 is 465.00. */

import {dayNumberOf} from '../calendar/civil-date.ts';
import {isoCivilDate} from '../calendar/iso-instant.ts';
import type {JsonValue, Metadata} from '../kernel/metadata.ts';
import type {FormulaContext, FormulaLine} from './formula-context.ts';
import type {FormulaNode} from './formula-node.ts';
import {
  attributeValue,
  type FormulaFailure,
  type FormulaValue,
  failure,
  numberValue,
} from './formula-value.ts';
import type {LinePick, OperandSource} from './operand.ts';
import {wholeRational} from './rational.ts';

type OperandNode = Extract<FormulaNode, {kind: 'operand'}>;
type SourceOf<K extends OperandSource['of']> = Extract<OperandSource, {of: K}>;

/** The operand's value; a failure `missing` where nobody knows it. */
export function readOperand(node: OperandNode, context: FormulaContext): FormulaValue | FormulaFailure {
  const {source, name, key} = node;
  const value = sourceValue(source, key ?? '', context);
  if (value !== null) return value;
  const isAboutItems = (source.of === 'line' || source.of === 'line_metadata') && source.pick === 'current';
  if (isAboutItems && context.lineIndex === null)
    return failure('missing', `${name} is about one item, and here the formula is about the whole order`);
  return failure('missing', key === null ? `${name} is missing` : `${name}("${key}") is missing`);
}

function sourceValue(source: OperandSource, key: string, context: FormulaContext): FormulaValue | null {
  switch (source.of) {
    case 'order':
      return orderValue(source, context);
    case 'line':
      return lineValue(source, context);
    case 'line_metadata': {
      const line = pickLine(source.pick, context);
      if (line === null) return null;
      return attributeOf(source.what === 'line' ? line.metadata : line.productMetadata, key);
    }
    case 'metadata': {
      const metadata = context.metadata(source.owner);
      return metadata === null ? null : attributeOf(metadata, key);
    }
    case 'voucher':
      return voucherValue(source, context);
    case 'promotion_tier':
      return instantValue(context.promotionTier()?.[source.what] ?? null);
    case 'birthdate': {
      const date = isoCivilDate(context.customerBirthdate() ?? '');
      return date === null ? null : {kind: 'day', day: dayNumberOf(date)};
    }
  }
}

function orderValue({what}: SourceOf<'order'>, context: FormulaContext): FormulaValue | null {
  if (what === 'amount') return majorValue(context.orderAmountMinor(), context);
  if (what === 'subtotal') return majorValue(context.orderSubtotalMinor(), context);
  let count = 0;
  for (const {quantity} of context.lines()) if (quantity > 0) count += what === 'lines' ? 1 : quantity;
  return numberValue(wholeRational(count));
}

function lineValue({pick, what}: SourceOf<'line'>, context: FormulaContext): FormulaValue | null {
  const line = pickLine(pick, context);
  if (line === null) return null;
  if (what === 'units') return numberValue(wholeRational(line.quantity));
  if (what === 'price') return majorValue(line.priceMinor, context);
  return majorValue(what === 'amount' ? line.amountMinor : line.subtotalMinor, context);
}

function voucherValue({what}: SourceOf<'voucher'>, context: FormulaContext): FormulaValue | null {
  const voucher = context.voucher();
  if (voucher === null) return null;
  if (what === 'startsAtMs' || what === 'endsAtMs') return instantValue(voucher[what]);
  const count = voucher[what];
  return count === null ? null : numberValue(wholeRational(count));
}

function instantValue(ms: Extract<FormulaValue, {kind: 'instant'}>['ms'] | null): FormulaValue | null {
  return ms === null ? null : {kind: 'instant', ms};
}

function majorValue(minor: number | null, {currencyExponent}: FormulaContext): FormulaValue | null {
  return minor === null ? null : numberValue({top: minor, bottom: 10 ** currencyExponent});
}

function pickLine(pick: LinePick, {lines, lineIndex}: FormulaContext): FormulaLine | null {
  if (pick === 'current') return lineIndex === null ? null : (lines()[lineIndex] ?? null);
  let best: FormulaLine | null = null;
  for (const line of lines())
    if (line.quantity > 0 && line.priceMinor !== null && (best === null || isFurther(pick, line, best)))
      best = line;
  return best;
}

/** Cheaper (or dearer) per unit; of equal ones the lower subtotal; else the earlier line stays. */
function isFurther(pick: LinePick, line: FormulaLine, best: FormulaLine): boolean {
  const difference = (line.priceMinor ?? 0) - (best.priceMinor ?? 0);
  if (difference !== 0) return pick === 'cheapest' ? difference < 0 : difference > 0;
  return (line.subtotalMinor ?? 0) < (best.subtotalMinor ?? 0);
}

/** The attribute of that very name; else the way the dots lead, through lists to all that they hold. */
function attributeOf(metadata: Metadata, key: string): FormulaValue | null {
  const found = Object.hasOwn(metadata, key) ? metadata[key] : along(metadata, key.split('.'));
  return found === undefined ? null : attributeValue(found);
}

function along(from: JsonValue, path: readonly string[]): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return from;
  if (Array.isArray(from)) {
    const all = from.flatMap(item => along(item, path) ?? []);
    return all.length === 0 ? undefined : all;
  }
  if (typeof from !== 'object' || from === null || !Object.hasOwn(from, step)) return undefined;
  const next = from[step];
  return next === undefined ? undefined : along(next, rest);
}
