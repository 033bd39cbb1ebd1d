import {isInCollection} from '../catalog/is-in-collection.ts';
import type {PricedLine} from '../order/priced-order.ts';
import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {unitsValue} from './discount-value.ts';
import {giveUnits} from './give-units.ts';
import {inTurn} from './in-turn.ts';
import {itemsMissing, productsUnmatched} from './refused.ts';
import {type UnitGoods, unitGoods} from './unit-goods.ts';

/**
 * ADD_SAME_ITEMS: free units of what is in the cart, so many of each product or SKU that the rules select and the
 * collection has. They cost what they cost in the cart.
 */
export function sameUnits(discount: DiscountOf<'SAME_UNITS'>, input: BenefitInput): Benefit {
  if (input.order.lines.length === 0) return itemsMissing;
  const lines = linesMeant(discount, input);
  if (lines.length === 0 && input.conventions.unmatchedProducts === 'refuse') return productsUnmatched;
  const {value: added, isDynamic} = unitsValue(input, discount.unitOff, discount.unitOffFormula);
  return inTurn(
    input,
    eachOnce(lines).map(line => running => {
      return giveUnits(running, {goods: goodsOf(line, running), taken: [], added, isDynamic});
    }),
  );
}

/** Lines that the rules select, of the collection; without either there are none. */
function linesMeant({collectionId}: DiscountOf<'SAME_UNITS'>, input: BenefitInput): readonly PricedLine[] {
  const {order, selection, lines, catalogue, touchable} = input;
  if (!selection.isMade && collectionId === null) return [];
  const selected = selection.isMade ? selection.lines.map(one => one.lineIndex) : [...order.lines.keys()];
  return selected.flatMap(index => {
    const facts = lines[index];
    const isMeant =
      (touchable?.(index) ?? true) &&
      (collectionId === null || (facts !== undefined && isInCollection(catalogue, collectionId, facts)));
    return isMeant ? (order.lines[index] ?? []) : [];
  });
}

/** The first line of each product or SKU; a free amount names nothing that could be added. */
function eachOnce(lines: readonly PricedLine[]): readonly PricedLine[] {
  const byGoods = new Map<string, PricedLine>();
  for (const line of lines) {
    const key = line.skuId ?? line.productId ?? line.sourceId;
    if (key !== null && !byGoods.has(key)) byGoods.set(key, line);
  }
  return [...byGoods.values()];
}

function goodsOf({productId, skuId, sourceId, priceMinor}: PricedLine, input: BenefitInput): UnitGoods {
  const goods = unitGoods({productId, skuId: skuId ?? null, sourceId}, input);
  return {...goods, priceMinor: input.order.amountMinor === null ? null : (priceMinor ?? goods.priceMinor)};
}
