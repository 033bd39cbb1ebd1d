/**
 * Vendure's `OrderCalculator`, its own promotions and order lines, with the services that would ask a database
 * answering from memory: one tax zone, no tax, no shipping. It gives what is off lines first, then what is off the
 * order.
 */
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

interface VendureOrder {
  readonly subTotal: number;
}
interface Vendure {
  readonly OrderCalculator: new (
    ...services: readonly object[]
  ) => {
    applyPriceAdjustments(
      context: object,
      order: VendureOrder,
      promotions: readonly object[],
      updatedLines: readonly object[],
    ): Promise<VendureOrder>;
  };
  readonly Order: new (input: object) => VendureOrder;
  readonly OrderLine: new (input: object) => object;
  readonly Promotion: new (input: object) => object;
  readonly DefaultOrderTaxCalculationStrategy: new () => object;
  readonly DefaultOrderLineDiscountDistributionStrategy: new () => object;
  readonly defaultPromotionActions: readonly object[];
  readonly defaultPromotionConditions: readonly object[];
}

const zone = {id: 1, name: 'zone', members: []};
const context = {channelId: 1, channel: {id: 1, pricesIncludeTax: false, defaultTaxZone: zone}};

export function vendure(): Side {
  const peer = peerPackage<Vendure>('@vendure/core');
  const calculator = new peer.OrderCalculator(
    {
      taxOptions: {
        taxZoneStrategy: {determineTaxZone: () => zone},
        taxLineCalculationStrategy: {calculate: () => [{taxRate: 0, description: 'none'}]},
        orderTaxCalculationStrategy: new peer.DefaultOrderTaxCalculationStrategy(),
      },
      orderOptions: {
        orderLineDiscountDistributionStrategy: new peer.DefaultOrderLineDiscountDistributionStrategy(),
      },
    },
    {getAllWithMembers: () => Promise.resolve([zone])},
    {getApplicableTaxRate: () => Promise.resolve({value: 0, name: 'none'})},
    {},
    {},
    {get: (_context: object, _key: string, make: () => unknown) => make()},
  );
  return pricesSide(
    tillOrders().map(order => ({order, promotions: promotionsOn(order, peer)})),
    ({order, promotions}) => {
      const {lines, priced} = vendureOrder(order, peer);
      return calculator.applyPriceAdjustments(context, priced, promotions, lines);
    },
    priced => priced.subTotal,
  );
}

/** Made anew for each run: pricing writes into the order. */
function vendureOrder({lines}: TillOrder, {Order, OrderLine}: Vendure) {
  const made = lines.map(
    ({id, priceMinor, quantity}) =>
      new OrderLine({
        id,
        quantity,
        orderPlacedQuantity: 0,
        listPrice: priceMinor,
        listPriceIncludesTax: false,
        adjustments: [],
        taxLines: [],
        taxCategoryId: 1,
        productVariant: {id},
      }),
  );
  const priced = new Order({
    lines: made,
    couponCodes: [],
    surcharges: [],
    shippingLines: [],
    promotions: [],
    subTotal: 0,
    taxZoneId: zone.id,
  });
  return {lines: made, priced};
}

function promotionsOn({lines, reducedIds, freeId}: TillOrder, peer: Vendure): readonly object[] {
  const atLeast = operation('minimum_order_amount', {amount: leastOrderMinor, taxInclusive: false});
  const made = (name: string, action: object, more: readonly object[] = []) =>
    new peer.Promotion({
      id: name,
      name,
      enabled: true,
      priorityScore: 0,
      conditions: [atLeast, ...more],
      actions: [action],
      promotionConditions: peer.defaultPromotionConditions,
      promotionActions: peer.defaultPromotionActions,
      translations: [],
    });
  const oneFree = {amountX: 1, variantIdsX: lines.map(line => line.id), amountY: 1, variantIdsY: [freeId]};
  return [
    made('One free', operation('buy_x_get_y_free', {}), [operation('buy_x_get_y_free', oneFree)]),
    made(
      'Fifth',
      operation('products_percentage_discount', {discount: itemPercent, productVariantIds: reducedIds}),
    ),
    made('Ten a line', operation('order_line_fixed_discount', {discount: lineAmountMinor})),
    made('Twentieth', operation('order_percentage_discount', {discount: orderPercent})),
    made('Two', operation('order_fixed_discount', {discount: orderAmountMinor})),
  ];
}

function operation(code: string, args: Readonly<Record<string, unknown>>): object {
  const listed = Object.entries(args).map(([name, value]) => ({name, value: JSON.stringify(value)}));
  return {code, args: listed};
}
