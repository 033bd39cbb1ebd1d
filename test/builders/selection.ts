import {selectUnits} from '../../shared/applicability/select-units.ts';
import type {Selection} from '../../shared/applicability/selection.ts';
import type {SelectionInput} from '../../shared/applicability/selection-input.ts';
import {catalogueOf} from '../../shared/catalog/catalogue.ts';
import type {Collection} from '../../shared/catalog/collection.ts';
import type {Product} from '../../shared/catalog/product.ts';
import type {Sku} from '../../shared/catalog/sku.ts';
import type {Cart} from '../../shared/order/cart.ts';
import {lineFactsOf} from '../../shared/order/line-facts-of.ts';
import type {PricedOrder} from '../../shared/order/priced-order.ts';
import {resolveOrder} from '../../shared/order/resolve-order.ts';
import type {ApplicableEntry, ApplicableTo, ValidationRule} from '../../shared/rules/validation-rule.ts';

export interface Shelf {
  readonly products?: readonly Product[];
  readonly skus?: readonly Sku[];
  readonly collections?: readonly Collection[];
}

/** A cart with what is known of it: what selections and bundles look at. */
export function inShop(cart: Cart, shelf: Shelf = {}) {
  const catalogue = catalogueOf({products: [], ...shelf});
  const order: PricedOrder = resolveOrder(cart, catalogue);
  return {order, lines: lineFactsOf(order, cart, catalogue), catalogue};
}

/** An entry of `applicable_to`: a product by source id, or anything else by what `given` says. */
export function entry(sourceId: string | null, given: Partial<ApplicableEntry> = {}): ApplicableEntry {
  return {object: 'product', id: null, sourceId, ...given};
}

/** An entry that names a collection. */
export function ofCollection(name: string, given: Partial<ApplicableEntry> = {}): ApplicableEntry {
  return {object: 'products_collection', id: `pc_${name}`, sourceId: null, ...given};
}

/** A rule that only selects. */
export function selecting(
  given: Partial<ApplicableTo>,
  id: ValidationRule['id'] = 'val_own',
): Pick<ValidationRule, 'id' | 'applicableTo'> {
  return {id, applicableTo: {includedAll: false, included: [], excluded: [], ...given}};
}

/** What a rule selects of a cart. */
export function select(
  rule: Partial<ApplicableTo>,
  cart: Cart,
  given: Partial<SelectionInput> & Shelf = {},
): Selection {
  return selectBy([selecting(rule)], cart, given);
}

/** What several rules together select of a cart. */
export function selectBy(
  rules: readonly ReturnType<typeof selecting>[],
  cart: Cart,
  {products = [], skus = [], collections = [], ...input}: Partial<SelectionInput> & Shelf = {},
): Selection {
  return selectUnits(rules, {unitFactor: 1, ...inShop(cart, {products, skus, collections}), ...input});
}

/** Each selected line as a cashier would say it: `2 of mug`, in the order of application. */
export function said(selection: Selection, cart: Cart): readonly string[] {
  return selection.lines.map(({lineIndex, units}) => `${units} of ${cart.lines[lineIndex]?.sourceId ?? '?'}`);
}
