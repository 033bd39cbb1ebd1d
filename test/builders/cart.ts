import type {Metadata} from '../../shared/kernel/metadata.ts';
import {type Minor, minor} from '../../shared/money/minor.ts';
import type {Cart, CartLine} from '../../shared/order/cart.ts';

type LineGiven =
  | number
  | (Partial<Omit<CartLine, 'priceMinor' | 'amountMinor'>> & {price?: number; amount?: number});

/** A cart by source id: `cart({mug: 2400, tea: {price: 800, quantity: 2}})`, prices in minor units. */
export function cart(
  lines: Readonly<Record<string, LineGiven>>,
  given: {readonly amount?: number; readonly metadata?: Metadata} = {},
): Cart {
  return {
    lines: Object.entries(lines).map(([sourceId, line]) => cartLine(sourceId, line)),
    amountMinor: money(given.amount),
    metadata: given.metadata ?? {},
  };
}

function cartLine(sourceId: string, given: LineGiven): CartLine {
  const {price, amount, ...rest} = typeof given === 'number' ? {price: given, amount: undefined} : given;
  return {
    productId: null,
    sourceId,
    quantity: 1,
    metadata: {},
    priceMinor: money(price),
    amountMinor: money(amount),
    ...rest,
  };
}

function money(amount: number | undefined): Minor | null {
  return amount === undefined ? null : minor(amount);
}
