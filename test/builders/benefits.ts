/**
 * One benefit at a time, without a decision around it: `apply(percentOff(10), basket({mug: 1000}))`, and what came of
 * it as a till roll.
 */
import type {BundleResult} from '../../shared/applicability/application.ts';
import type {SelectedLine, Selection} from '../../shared/applicability/selection.ts';
import {applyDiscount} from '../../shared/benefits/apply-discount.ts';
import type {Benefit, GivenBenefit} from '../../shared/benefits/benefit.ts';
import type {BenefitInput} from '../../shared/benefits/benefit-input.ts';
import type {Discount} from '../../shared/benefits/discount.ts';
import {catalogueOf} from '../../shared/catalog/catalogue.ts';
import type {Collection} from '../../shared/catalog/collection.ts';
import type {Product} from '../../shared/catalog/product.ts';
import type {Sku} from '../../shared/catalog/sku.ts';
import {type Conventions, voucherifyConventions} from '../../shared/conventions/conventions.ts';
import {assert} from '../../shared/kernel/assert.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import {lineFactsOf} from '../../shared/order/line-facts-of.ts';
import type {PricedLine, PricedOrder} from '../../shared/order/priced-order.ts';
import {resolveOrder} from '../../shared/order/resolve-order.ts';

/** What a case may say besides the cart. `select` is which lines a rule selects; absent: no rule says so. */
export interface Given
  extends Partial<Omit<BenefitInput, 'order' | 'initial' | 'conventions' | 'budgetMinor' | 'selection'>> {
  readonly select?: readonly SelectedGiven[];
  readonly conventions?: Conventions;
  readonly products?: readonly Product[];
  readonly skus?: readonly Sku[];
  readonly collections?: readonly Collection[];
  readonly bundles?: number;
  readonly budget?: number;
  /** Aggregated money limits; lines name theirs by `group`. */
  readonly groups?: readonly number[];
}

/** A line by its index, or with what limits it. */
export type SelectedGiven = number | (Partial<SelectedLine> & {readonly lineIndex: number});

function selecting(order: PricedOrder, given: Given): Selection {
  return {
    isMade: given.select !== undefined,
    namesProducts: given.select !== undefined,
    lines: (given.select ?? []).map(one => selectedLine(order, one)),
    groups: (given.groups ?? []).map(limit => ({aggregatedAmountLimitMinor: minor(limit)})),
    application: {applicable: [], inapplicable: []},
  };
}

function selectedLine(order: PricedOrder, given: SelectedGiven): SelectedLine {
  const {lineIndex, ...rest} = typeof given === 'number' ? {lineIndex: given} : given;
  return {
    lineIndex,
    units: order.lines[lineIndex]?.quantity ?? 0,
    whole: !('units' in rest),
    amountLimitMinor: null,
    entry: null,
    group: 0,
    ...rest,
  };
}

export function benefitInput(cart: Cart, given: Given = {}): BenefitInput {
  const {products = [], skus = [], collections = []} = given;
  const catalogue = catalogueOf({products, skus, collections});
  const order = resolveOrder(cart, catalogue);
  const bundle: BundleResult | null =
    given.bundles === undefined ? null : {quantity: given.bundles, limit: 100, identified: [], missing: []};
  return {
    order,
    initial: order,
    selection: selecting(order, given),
    lines: lineFactsOf(order, cart, catalogue),
    catalogue,
    calculationMode: given.calculationMode ?? 'DISCOUNTED_AMOUNT',
    conventions: {...voucherifyConventions, ...given.conventions},
    bundle: given.bundle ?? bundle,
    multiplyByBundle: given.multiplyByBundle ?? true,
    formula: given.formula ?? ((_text, _unit, value) => ({value, isDynamic: false})),
    budgetMinor: given.budget === undefined ? null : minor(given.budget),
    ...(given.touchable === undefined ? {} : {touchable: given.touchable}),
  };
}

/** The input for what comes after `benefit`. `given` may say what differs for it, as it would from the start. */
export function following(
  input: BenefitInput,
  benefit: Benefit,
  given: Partial<BenefitInput> = {},
): BenefitInput {
  return {...input, order: givenOf(benefit).order, ...given};
}

/** The discounts in turn on one cart, each with the same circumstances. */
export function apply(cart: Cart, given: Given, ...discounts: readonly Discount[]): GivenBenefit {
  const input = benefitInput(cart, given);
  let benefit: Benefit | null = null;
  for (const discount of discounts) {
    benefit = applyDiscount(discount, benefit === null ? input : following(input, benefit));
  }
  assert(benefit !== null, 'no discount given');
  return givenOf(benefit);
}

export function givenOf(benefit: Benefit): GivenBenefit {
  assert(benefit.ok, benefit.ok ? '' : `refused: ${benefit.refusal.code}`);
  return benefit;
}

/** What each line lost in all. */
export function off({order}: {readonly order: PricedOrder}): readonly number[] {
  return order.lines.map(line => line.discountMinor);
}

/**
 * An order as a till roll: a line each with its units (those free in brackets), its amount and what is off, then the
 * order's discount, shipping and the total. `mug 2 (1)  20.00  -10.00`, `order  -5.00`, `total  5.00`.
 */
export function receipt({order}: {readonly order: PricedOrder}): readonly string[] {
  const {orderDiscountMinor, shipping} = order;
  return [
    ...order.lines.map(lineText),
    ...(orderDiscountMinor === 0 ? [] : [`order${less(orderDiscountMinor)}`]),
    ...(shipping === undefined
      ? []
      : [`shipping  ${money(shipping.costMinor)}${less(shipping.discountMinor)}`]),
    `total  ${order.totalMinor === null ? 'unknown' : money(order.totalMinor)}`,
  ];
}

function lineText(line: PricedLine): string {
  const name = line.name ?? line.sourceId ?? line.skuId ?? line.productId ?? '';
  const free = line.discountQuantity === undefined ? '' : ` (${line.discountQuantity})`;
  const amount = line.amountMinor === null ? '' : `  ${money(line.amountMinor)}`;
  return `${name} ${line.quantity}${free}${amount}${less(line.discountMinor)}`;
}

function less(amount: number): string {
  return amount === 0 ? '' : `  -${money(amount)}`;
}

function money(amount: number): string {
  return (amount / 100).toFixed(2);
}
