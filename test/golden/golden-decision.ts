/** The facts and the request of a worked example, and what we decide on them. */
import type {Collection} from '../../shared/catalog/collection.ts';
import type {Product} from '../../shared/catalog/product.ts';
import type {Sku} from '../../shared/catalog/sku.ts';
import type {Decision} from '../../shared/decision/decision.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart, CartLine} from '../../shared/order/cart.ts';
import type {Reward} from '../../shared/redeemables/reward.ts';
import {type Circumstances, customer, product} from '../builders/facts.ts';
import {reward} from '../builders/incentives.ts';
import type {Offer} from '../builders/offers.ts';
import {sell} from '../builders/sell.ts';
import type {GoldenCase, GoldenItem} from './golden-case.ts';
import {goldenOffer, program, withPrefix} from './golden-offer.ts';

export function decideGolden(golden: GoldenCase): Decision {
  return sell(goldenCart(golden), golden.redeemables.map(goldenOffer), circumstances(golden));
}

/** Each redeemable by itself, on the untouched order. */
export function decideEachAlone(golden: GoldenCase): Decision[] {
  const decideAlone = (offer: Offer) => sell(goldenCart(golden), [offer], circumstances(golden));
  return golden.redeemables.map(one => decideAlone(goldenOffer(one)));
}

export function circumstances(golden: GoldenCase): Circumstances {
  return {
    mode: golden.mode ?? 'PARTIAL',
    customer: customer('bob'),
    customerMetadata: golden.customer_metadata ?? {},
    products: goldenProducts(golden),
    ...(golden.calculation === undefined ? {} : {stacking: {calculationMode: golden.calculation}}),
    ...(golden.added_units === undefined ? {} : {conventions: {addedUnits: golden.added_units}}),
    facts: {
      skus: goldenSkus(golden),
      collections: goldenCollections(golden),
      rewards: (golden.rewards ?? []).map(goldenReward),
    },
  };
}

export function goldenProducts({products = []}: GoldenCase): Product[] {
  return products.map(({id, source_id, price, brand}) => ({
    ...product(id, price ?? null, brand === undefined ? {} : {brand}),
    id: withPrefix(id, 'prod'),
    sourceId: source_id ?? null,
  }));
}

export function goldenSkus({skus = []}: GoldenCase): Sku[] {
  return skus.map(({id, product_id, source_id, price}) => ({
    kind: 'sku',
    id: withPrefix(id, 'sku'),
    version: 1,
    productId: withPrefix(product_id, 'prod'),
    sourceId: source_id ?? null,
    name: id,
    priceMinor: minor(price),
    metadata: {},
  }));
}

export function goldenCollections({collections = []}: GoldenCase): Collection[] {
  return collections.map(({id, brand}) => ({
    kind: 'products_collection',
    id: withPrefix(id, 'pc'),
    version: 1,
    name: id,
    members: {
      type: 'AUTO_UPDATE',
      filter: {junction: 'and', 'metadata.brand': {conditions: {$is: [brand]}}},
    },
  }));
}

function goldenReward({id, coin, points}: NonNullable<GoldenCase['rewards']>[number]): Reward {
  const name = id.slice('rew_'.length);
  if (coin === undefined) {
    const given = {reward: {type: 'CAMPAIGN' as const, campaignId: program.id, balance: null}};
    return reward(name, program.id, {...given, ...(points === undefined ? {} : {points})});
  }
  const coinValueMinor = minor(Math.round(coin.exchange_ratio * 100));
  return reward(name, program.id, {reward: {type: 'COIN', coinValueMinor, coinPoints: coin.points_ratio}});
}

export function goldenCart({order}: GoldenCase): Cart {
  return {
    lines: (order.items ?? []).map(lineOf),
    amountMinor: order.amount === undefined ? null : minor(order.amount),
    ...(order.discount_amount === undefined ? {} : {orderDiscountMinor: minor(order.discount_amount)}),
    metadata: order.metadata ?? {},
  };
}

function lineOf(item: GoldenItem): CartLine {
  return {
    productId: item.product_id === undefined ? null : withPrefix(item.product_id, 'prod'),
    ...(item.sku_id === undefined ? {} : {skuId: withPrefix(item.sku_id, 'sku')}),
    sourceId: item.source_id ?? null,
    ...(item.related_object === undefined ? {} : {relatedObject: item.related_object}),
    quantity: item.quantity,
    priceMinor: item.price === undefined ? null : minor(item.price),
    amountMinor: item.amount === undefined ? null : minor(item.amount),
    ...(item.initial_quantity === undefined ? {} : {initialQuantity: item.initial_quantity}),
    ...(item.discount_quantity === undefined ? {} : {discountQuantity: item.discount_quantity}),
    metadata: {},
    ...(item.brand === undefined ? {} : {productMetadata: {brand: item.brand}}),
  };
}
