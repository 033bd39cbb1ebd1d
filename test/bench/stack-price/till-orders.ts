/**
 * What every side prices: carts of 20 lines and the same five redeemables on each, each from an order of 20.00 on.
 * Prices are multiples of 5.00, so nothing has to be rounded, and they come in the one order in which all platforms
 * would take them (Medusa sorts by value, Vendure gives what is off lines first); so all agree to the cent.
 *
 * 1. one unit of the last product free; 2. a fifth off eight of the products; 3. 10.00 off every line;
 * 4. a twentieth off the order; 5. 2.00 off the order.
 */
import {minor} from '../../../shared/money/minor.ts';
import {shopCart} from '../shop.ts';

const cartCount = 16;
export const leastOrderMinor = minor(2_000);
export const itemPercent = 20;
export const lineAmountMinor = minor(1_000);
export const orderPercent = 5;
export const orderAmountMinor = minor(200);

export type TillOrder = ReturnType<typeof tillOrder>;

export const tillOrders = (): readonly TillOrder[] =>
  Array.from({length: cartCount}, (_, number) => tillOrder(number));

function tillOrder(number: number) {
  const {cart, products} = shopCart(5_000 + number, 20);
  const lines = cart.lines.map(({sourceId, priceMinor, quantity}) => ({
    id: sourceId ?? '',
    priceMinor: priceMinor ?? minor(0),
    quantity,
  }));
  const ids = lines.map(line => line.id);
  return {
    cart,
    products,
    productIds: products.map(product => product.id),
    lines,
    reducedIds: ids.slice(0, 8),
    freeId: ids.at(-1) ?? '',
  };
}
