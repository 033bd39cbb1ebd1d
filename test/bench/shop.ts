/**
 * The shop that every benchmark sells in: 50,000 products and 200,000 customers, each made when it is asked for and
 * from its number alone, so that a benchmark builds only what it looks at and two runs see the same shop.
 */
import type {Product} from '../../shared/catalog/product.ts';
import type {Customer} from '../../shared/customer/customer.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import {cart} from '../builders/cart.ts';
import {customer, product} from '../builders/facts.ts';
import {seeded} from './seeded.ts';

export const productCount = 50_000;
const customerCount = 200_000;
export const segmentCount = 500;

export const countries = ['AT', 'DE', 'CH', 'IT', 'SI', 'CZ', 'SK', 'HU'] as const;
export const levels = ['bronze', 'silver', 'gold', 'platinum'] as const;
export const channels = ['till', 'web', 'app', 'phone'] as const;

/** Prices are whole multiples of 5.00, so that any platform's rounding gives the same cents. */
function shopProduct(number: number): Product {
  const of = seeded(1_000_003 + number);
  return {...product(`p${number}`, of.between(1, 40) * 500), barcodes: [`20${number}`]};
}

export function shopCustomer(number: number): Customer {
  const of = seeded(2_000_003 + (number % customerCount));
  return customer(`c${number}`, {
    segmentIds: Array.from({length: 5}, () => `seg_${of.below(segmentCount)}` as const),
    metadata: {country: of.pick(countries), level: of.pick(levels)},
  });
}

/** A cart of so many different products, one to four of each, with the prices said in it. */
export function shopCart(number: number, lines: number): {readonly cart: Cart; readonly products: Product[]} {
  const of = seeded(3_000_017 + number);
  const numbers = new Set<number>();
  while (numbers.size < lines) numbers.add(of.below(productCount));
  const products = [...numbers].map(shopProduct);
  const wanted = products.map(
    ({sourceId, priceMinor}) =>
      [sourceId ?? '', {price: priceMinor ?? minor(0), quantity: of.between(1, 4)}] as const,
  );
  return {cart: cart(Object.fromEntries(wanted), {metadata: {channel: of.pick(channels)}}), products};
}
