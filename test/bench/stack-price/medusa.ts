/**
 * Medusa's `computeActions`, the method that its carts are priced with; the promotions that it would read from its
 * database are handed to it. Amounts are in major units, as Medusa stores them.
 */
import Module from 'node:module';
import {peerPackage} from '../peer-package.ts';
import type {Side} from '../side.ts';
import {pricesSide} from './prices-side.ts';
import {
  itemPercent,
  leastOrderMinor,
  lineAmountMinor,
  orderAmountMinor,
  orderPercent,
  type TillOrder,
  tillOrders,
} from './till-orders.ts';

interface PromotionModule {
  computeActions(codes: readonly string[], context: object, options: object): Promise<readonly Action[]>;
}
interface Action {
  readonly action: string;
  readonly amount: {readonly numeric: number} | number;
}

export function medusa(): Side {
  provideFramework();
  const {default: PromotionModuleService} = peerPackage<{
    readonly default: {readonly prototype: PromotionModule};
  }>('@medusajs/promotion/dist/services/promotion-module');
  return pricesSide(
    tillOrders().map(order => {
      const promotions = promotionsOn(order);
      const service: PromotionModule = Object.assign(
        Object.create(PromotionModuleService.prototype) as PromotionModule,
        {
          baseRepository_: {getFreshManager: () => ({})},
          listActivePromotions_: () => Promise.resolve(promotions),
        },
      );
      return {order, service, codes: promotions.map(({code}) => code), context: contextOf(order)};
    }),
    ({service, codes, context}) => service.computeActions(codes, context, {prevent_auto_promotions: true}),
    (actions, {order}) => Math.round((amountOf(order) - discountOf(actions)) * 100),
  );
}

function amountOf({lines}: TillOrder): number {
  return lines.reduce((sum, {priceMinor, quantity}) => sum + (priceMinor / 100) * quantity, 0);
}

function discountOf(actions: readonly Action[]): number {
  let sum = 0;
  for (const {action, amount} of actions) {
    if (action !== 'addItemAdjustment') throw new Error(`Medusa answered ${action}`);
    sum += typeof amount === 'number' ? amount : amount.numeric;
  }
  return sum;
}

function contextOf(order: TillOrder): object {
  return {
    currency_code: 'eur',
    subtotal: amountOf(order),
    items: order.lines.map(({id, priceMinor, quantity}) => ({
      id: `item_${id}`,
      quantity,
      subtotal: (priceMinor / 100) * quantity,
      original_total: (priceMinor / 100) * quantity,
      is_discountable: true,
      product: {id},
    })),
  };
}

function promotionsOn({reducedIds, freeId}: TillOrder) {
  const ofLines = {target_type: 'items', allocation: 'each'};
  return [
    {
      ...standard('ONE-FREE', {
        ...ofLines,
        type: 'percentage',
        value: 100,
        buy_rules: [products(reducedIds)],
        buy_rules_min_quantity: 1,
        target_rules: [products([freeId])],
        apply_to_quantity: 1,
        max_quantity: 1,
      }),
      type: 'buyget',
    },
    standard('FIFTH', {
      ...ofLines,
      type: 'percentage',
      value: itemPercent,
      max_quantity: 1000,
      target_rules: [products(reducedIds)],
    }),
    standard('TEN-A-LINE', {...ofLines, type: 'fixed', value: lineAmountMinor / 100, max_quantity: 1}),
    standard('TWENTIETH', {target_type: 'order', type: 'percentage', value: orderPercent}),
    standard('TWO', {target_type: 'order', type: 'fixed', value: orderAmountMinor / 100}),
  ];
}

function standard(code: string, method: object) {
  return {
    id: `promo_${code}`,
    code,
    type: 'standard',
    is_automatic: false,
    is_tax_inclusive: false,
    limit: null,
    campaign: null,
    rules: [{attribute: 'subtotal', operator: 'gte', values: [{value: String(leastOrderMinor / 100)}]}],
    application_method: {currency_code: 'eur', ...method},
  };
}

function products(ids: readonly string[]) {
  return {attribute: 'items.product.id', operator: 'in', values: ids.map(value => ({value}))};
}

interface ModuleInternals {
  _load: (request: string, ...more: readonly unknown[]) => unknown;
}

/**
 * The promotion module names its parts `@medusajs/framework/…`, a package that only passes them on and would bring
 * the whole server. Its `utils` are `@medusajs/utils`; its `types` have nothing left at run time.
 */
function provideFramework(): void {
  const internals = Module as unknown as ModuleInternals;
  const load = internals._load;
  internals._load = function (request, ...more) {
    if (request === '@medusajs/framework/types') return {};
    const name = request === '@medusajs/framework/utils' ? '@medusajs/utils' : request;
    return load.call(this, name, ...more);
  };
}
