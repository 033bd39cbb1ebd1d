import {type Minor, minor, subtract, zero} from '../../shared/money/minor.ts';
import type {PricedOrder} from '../../shared/order/priced-order.ts';
import {settled} from '../../shared/order/running-order.ts';

/** The order without what `applied` took off it; each of them is the order right after one redeemable. */
export function takeBackDiscounts(order: PricedOrder, applied: readonly PricedOrder[]): PricedOrder {
  const off = sum(applied.map(one => one.appliedOrderDiscountMinor));
  return settled({
    ...order,
    orderDiscountMinor: subtract(order.orderDiscountMinor, off),
    appliedOrderDiscountMinor: zero,
    lines: order.lines.map((line, index) => {
      const lineOff = sum(applied.map(one => one.lines[index]?.appliedDiscountMinor ?? zero));
      const discountMinor = subtract(line.discountMinor, lineOff);
      return {
        ...line,
        discountMinor,
        appliedDiscountMinor: zero,
        subtotalMinor: line.amountMinor === null ? null : subtract(line.amountMinor, discountMinor),
      };
    }),
  });
}

function sum(amounts: readonly Minor[]): Minor {
  return minor(amounts.reduce<number>((total, amount) => total + amount, 0));
}
