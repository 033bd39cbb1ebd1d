import type {Side} from '../side.ts';

/** A side that prices the orders in turn; its answer is what is to be paid for each, in cents. */
export function pricesSide<Order, Priced>(
  orders: readonly Order[],
  price: (order: Order) => Priced | Promise<Priced>,
  totalMinor: (priced: Priced, order: Order) => number,
): Side {
  const orderAt = (turn: number): Order => {
    const order = orders[turn % orders.length];
    if (order === undefined) throw new Error('no order to price');
    return order;
  };
  return {
    answers: async () => {
      const totals: number[] = [];
      for (const order of orders) totals.push(totalMinor(await price(order), order));
      return totals.join();
    },
    run: turn => price(orderAt(turn)),
  };
}
