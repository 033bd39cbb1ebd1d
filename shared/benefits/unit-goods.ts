/**
 * What free or replacing units are: the product or SKU in the catalogue, what one costs, and which lines of the order
 * are of it. A product that the catalogue does not know still has its ids, and then no price of its own.
 */
import {cataloguePrice, findProduct, findSku} from '../catalog/catalogue.ts';
import type {ProductId, SkuId} from '../kernel/id.ts';
import {type Minor, zero} from '../money/minor.ts';
import type {PricedLine} from '../order/priced-order.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {UnitProduct} from './discount.ts';

export interface UnitGoods {
  readonly productId: ProductId | null;
  readonly skuId: SkuId | null;
  readonly sourceId: string | null;
  /** Of one unit; null where nobody knows. */
  readonly priceMinor: Minor | null;
  /** No discount takes a unit below this; zero where there is no floor. */
  readonly floorMinor: Minor;
}

/** The goods a discount names. Where the catalogue has no price, a line of the order that is of them gives it. */
export function unitGoods(named: UnitProduct, {catalogue, conventions, order}: BenefitInput): UnitGoods {
  const product = findProduct(catalogue, named);
  const sku = findSku(catalogue, named);
  const productId = product?.id ?? named.productId;
  const skuId = sku?.id ?? named.skuId;
  const sourceId = named.sourceId ?? sku?.sourceId ?? product?.sourceId ?? null;
  const price =
    cataloguePrice(product, sku) ??
    order.lines.find(line => isOf(line, {productId, skuId, sourceId}))?.priceMinor;
  return {
    productId,
    skuId,
    sourceId,
    // In an order without amounts units only count: a price would be a sum of one line alone.
    priceMinor: order.amountMinor === null ? null : (price ?? null),
    floorMinor: (conventions.respectPriceFloors ? product?.priceFloorMinor : undefined) ?? zero,
  };
}

/** Whether a line is of these goods: a SKU is only itself, a product also its SKUs. */
export function isOf(
  line: Pick<PricedLine, 'productId' | 'skuId' | 'sourceId'>,
  {productId, skuId, sourceId}: Pick<UnitGoods, 'productId' | 'skuId' | 'sourceId'>,
): boolean {
  if (skuId !== null && line.skuId !== undefined) return line.skuId === skuId;
  if (sourceId !== null && line.sourceId === sourceId) return true;
  return skuId === null && productId !== null && line.productId === productId;
}
