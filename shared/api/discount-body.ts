/**
 * A discount on the wire, as Voucherify writes it (semantics.md B.4), with two extensions of ours: `REPLACE_ITEMS`
 * says what is replaced in `replace` (Voucherify's own field names are not published), and `SHIPPING` takes off the
 * shipping cost (Vouchery).
 */
import {z} from 'zod';
import {
  amountEffects,
  type Discount,
  type DiscountOf,
  type FreeUnits,
  fixedEffects,
  percentEffects,
  type UnitProduct,
  unitEffects,
} from '../benefits/discount.ts';
import {unreachable} from '../kernel/assert.ts';
import type {ProductId, SkuId} from '../kernel/id.ts';
import {minor} from '../money/minor.ts';
import {formulaBody} from './formula-body.ts';
import {nonEmptyText, priceBody} from './wire-values.ts';

const percentBody = z.number().min(0).max(100).multipleOf(0.0001, {error: 'should have at most 4 decimals'});
const unitsBody = z.int().min(0).max(10_000);

const percentWire = z.looseObject({
  type: z.literal('PERCENT'),
  percent_off: percentBody,
  percent_off_formula: formulaBody.nullish(),
  amount_limit: priceBody.nullish(),
  aggregated_amount_limit: priceBody.nullish(),
  effect: z.enum(percentEffects).nullish(),
});
const amountWire = z.looseObject({
  type: z.literal('AMOUNT'),
  amount_off: priceBody,
  amount_off_formula: formulaBody.nullish(),
  aggregated_amount_limit: priceBody.nullish(),
  effect: z.enum(amountEffects).nullish(),
});
const fixedWire = z.looseObject({
  type: z.literal('FIXED'),
  fixed_amount: priceBody.nullish(),
  fixed_amount_formula: formulaBody.nullish(),
  effect: z.enum(fixedEffects).nullish(),
});
const oneUnitWire = z.looseObject({
  unit_off: unitsBody.nullish(),
  unit_off_formula: formulaBody.nullish(),
  unit_type: nonEmptyText,
  effect: z.enum(unitEffects).nullish(),
});
const replaceBody = z.looseObject({
  unit_types: z.array(nonEmptyText).min(1).max(100),
  unit_off: z.int().min(1).max(10_000),
  target_unit_type: nonEmptyText,
  target_unit_off: z.int().min(1).max(10_000),
  limit: z.int().min(1).max(10_000).nullish(),
});
const unitWire = z
  .looseObject({
    type: z.literal('UNIT'),
    effect: z.enum([...unitEffects, 'ADD_MANY_ITEMS', 'ADD_SAME_ITEMS', 'REPLACE_ITEMS']).nullish(),
    unit_off: unitsBody.nullish(),
    unit_off_formula: formulaBody.nullish(),
    unit_type: nonEmptyText.nullish(),
    units: z.array(oneUnitWire).min(1).max(100).nullish(),
    replace: replaceBody.nullish(),
  })
  .check(context => {
    const {effect, unit_off, unit_off_formula, unit_type, units, replace} = context.value;
    const missing = (name: string, expected: 'number' | 'string' | 'array' | 'object') =>
      context.issues.push({code: 'invalid_type', expected, path: [name], input: undefined});
    const isSingle = !effect || effect === 'ADD_MISSING_ITEMS' || effect === 'ADD_NEW_ITEMS';
    if (effect === 'ADD_MANY_ITEMS' && !units) missing('units', 'array');
    if (effect === 'REPLACE_ITEMS' && !replace) missing('replace', 'object');
    if (isSingle && !unit_type) missing('unit_type', 'string');
    const counted = isSingle || effect === 'ADD_SAME_ITEMS';
    if (counted && unit_off == null && !unit_off_formula) missing('unit_off', 'number');
  });
const shippingWire = z
  .looseObject({
    type: z.literal('SHIPPING'),
    percent_off: percentBody.nullish(),
    amount_off: priceBody.nullish(),
  })
  .refine(({percent_off, amount_off}) => (percent_off == null) !== (amount_off == null), {
    path: ['percent_off'],
    error: 'should be given, or else amount_off: one of the two',
  });

export const discountBody = z.discriminatedUnion('type', [
  percentWire,
  amountWire,
  fixedWire,
  unitWire,
  shippingWire,
]);
export type DiscountBody = z.output<typeof discountBody>;

const isDynamic = {is_dynamic: z.boolean().optional()};

/** A discount as stored and answered: what was sent, without what was not understood. */
export const discountWire = z.discriminatedUnion('type', [
  z.object({...percentWire.shape, ...isDynamic}),
  z.object({...amountWire.shape, ...isDynamic}),
  z.object({...fixedWire.shape, ...isDynamic}),
  z.object({
    type: z.literal('UNIT'),
    effect: unitWire.shape.effect,
    unit_off: unitWire.shape.unit_off,
    unit_off_formula: unitWire.shape.unit_off_formula,
    unit_type: unitWire.shape.unit_type,
    units: z.array(z.object(oneUnitWire.shape)).optional(),
    replace: z.object(replaceBody.shape).optional(),
    ...isDynamic,
  }),
  z.object({...shippingWire.shape, ...isDynamic}),
]);
export type DiscountWire = z.output<typeof discountWire>;

/** What was sent, without nulls and without properties that mean nothing here. */
export function toDiscountWire(body: DiscountBody): DiscountWire {
  return discountWire.parse({...withoutNulls(body), is_dynamic: hasFormula(body)});
}

/** The discount a decision computes with. */
export function toDiscount(wire: DiscountWire): Discount {
  switch (wire.type) {
    case 'PERCENT':
      return {
        type: 'PERCENT',
        percent: wire.percent_off,
        ...formula('percentFormula', wire.percent_off_formula),
        effect: wire.effect ?? null,
        amountLimitMinor: orNull(wire.amount_limit),
        aggregatedAmountLimitMinor: orNull(wire.aggregated_amount_limit),
      };
    case 'AMOUNT':
      return {
        type: 'AMOUNT',
        amountMinor: minor(wire.amount_off),
        ...formula('amountFormula', wire.amount_off_formula),
        effect: wire.effect ?? null,
        aggregatedAmountLimitMinor: orNull(wire.aggregated_amount_limit),
      };
    case 'FIXED':
      return {
        type: 'FIXED',
        fixedMinor: orNull(wire.fixed_amount),
        ...formula('fixedFormula', wire.fixed_amount_formula),
        effect: wire.effect ?? null,
      };
    case 'UNIT':
      return toUnits(wire);
    case 'SHIPPING':
      return {type: 'SHIPPING', percent: wire.percent_off ?? null, amountMinor: orNull(wire.amount_off)};
    default:
      return unreachable(wire);
  }
}

/** A discount of the engine in Voucherify's shape. */
export function presentDiscount(discount: Discount, isDynamicNow: boolean): DiscountWire {
  return discountWire.parse({...withoutNulls(membersOf(discount)), is_dynamic: isDynamicNow});
}

function toUnits(wire: Extract<DiscountWire, {type: 'UNIT'}>): Discount {
  if (wire.effect === 'REPLACE_ITEMS' && wire.replace) {
    const {unit_types, unit_off, target_unit_type, target_unit_off, limit} = wire.replace;
    return {
      type: 'REPLACE',
      sources: unit_types.map(unitProduct),
      sourceQuantity: unit_off,
      target: unitProduct(target_unit_type),
      targetQuantity: target_unit_off,
      timesLimit: limit ?? null,
    };
  }
  if (wire.effect === 'ADD_SAME_ITEMS') {
    return {
      type: 'SAME_UNITS',
      unitOff: wire.unit_off ?? 0,
      ...formula('unitOffFormula', wire.unit_off_formula),
      collectionId: wire.unit_type?.startsWith('pc_') ? (wire.unit_type as `pc_${string}`) : null,
    };
  }
  if (wire.units) return {type: 'UNIT', units: wire.units.map(unit => toFreeUnits(unit, unit.effect))};
  const effect = wire.effect === 'ADD_NEW_ITEMS' ? 'ADD_NEW_ITEMS' : 'ADD_MISSING_ITEMS';
  return {type: 'UNIT', units: [toFreeUnits(wire, effect)]};
}

function toFreeUnits(
  wire: {
    readonly unit_off?: number | null | undefined;
    readonly unit_off_formula?: string | null | undefined;
    readonly unit_type?: string | null | undefined;
  },
  effect: FreeUnits['effect'] | null | undefined,
): FreeUnits {
  return {
    effect: effect ?? 'ADD_MISSING_ITEMS',
    unitOff: wire.unit_off ?? 0,
    ...formula('unitOffFormula', wire.unit_off_formula),
    product: unitProduct(wire.unit_type ?? ''),
  };
}

/** Our id of a product or SKU, or else the shop's. */
function unitProduct(name: string): UnitProduct {
  return {
    productId: /^prod_./.test(name) ? (name as ProductId) : null,
    skuId: /^sku_./.test(name) ? (name as SkuId) : null,
    sourceId: /^(prod|sku)_./.test(name) ? null : name,
  };
}

function unitName({productId, skuId, sourceId}: UnitProduct): string {
  return skuId ?? productId ?? sourceId ?? '';
}

function membersOf(discount: Discount): object {
  switch (discount.type) {
    case 'PERCENT':
      return {
        type: 'PERCENT',
        percent_off: discount.percent,
        percent_off_formula: discount.percentFormula,
        amount_limit: discount.amountLimitMinor,
        aggregated_amount_limit: discount.aggregatedAmountLimitMinor,
        effect: discount.effect,
      };
    case 'AMOUNT':
      return {
        type: 'AMOUNT',
        amount_off: discount.amountMinor,
        amount_off_formula: discount.amountFormula,
        aggregated_amount_limit: discount.aggregatedAmountLimitMinor,
        effect: discount.effect,
      };
    case 'FIXED':
      return {
        type: 'FIXED',
        fixed_amount: discount.fixedMinor,
        fixed_amount_formula: discount.fixedFormula,
        effect: discount.effect,
      };
    case 'UNIT':
      return unitMembers(discount);
    case 'SAME_UNITS':
      return {
        type: 'UNIT',
        effect: 'ADD_SAME_ITEMS',
        unit_off: discount.unitOff,
        unit_off_formula: discount.unitOffFormula,
        unit_type: discount.collectionId,
      };
    case 'REPLACE':
      return {type: 'UNIT', effect: 'REPLACE_ITEMS', replace: replaceMembers(discount)};
    case 'SHIPPING':
      return {type: 'SHIPPING', percent_off: discount.percent, amount_off: discount.amountMinor};
    default:
      return unreachable(discount);
  }
}

function unitMembers({units}: DiscountOf<'UNIT'>): object {
  const wires = units.map(unit => ({
    unit_off: unit.unitOff,
    ...(unit.unitOffFormula === undefined ? {} : {unit_off_formula: unit.unitOffFormula}),
    unit_type: unitName(unit.product),
    effect: unit.effect,
  }));
  const [only] = wires;
  return wires.length === 1
    ? {type: 'UNIT', ...only}
    : {type: 'UNIT', effect: 'ADD_MANY_ITEMS', units: wires};
}

function replaceMembers(discount: DiscountOf<'REPLACE'>): object {
  return {
    unit_types: discount.sources.map(unitName),
    unit_off: discount.sourceQuantity,
    target_unit_type: unitName(discount.target),
    target_unit_off: discount.targetQuantity,
    ...(discount.timesLimit === null ? {} : {limit: discount.timesLimit}),
  };
}

function formula<Name extends string>(
  name: Name,
  text: string | null | undefined,
): {readonly [K in Name]?: string} {
  return text == null ? {} : ({[name]: text} as {readonly [K in Name]?: string});
}

/** Whether a value of it is worked out by a formula. */
export function hasFormula(body: DiscountBody | Discount): boolean {
  const units = body.type === 'UNIT' ? (body.units ?? []) : [];
  return [body, ...units].some(each =>
    Object.entries(each).some(([name, value]) => /_formula$|Formula$/.test(name) && value != null),
  );
}

function orNull(value: number | null | undefined) {
  return value == null ? null : minor(value);
}

function withoutNulls(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null));
}
