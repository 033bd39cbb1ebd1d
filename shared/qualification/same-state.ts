import type {Running} from '../decision/situation.ts';
import type {PricedLine} from '../order/priced-order.ts';

/** Whether whatever comes next finds the same: what the last step did (`applied…`) makes no difference to it. */
export function isSameState(one: Running, other: Running): boolean {
  const [a, b] = [one.order, other.order];
  return (
    a.orderDiscountMinor === b.orderDiscountMinor &&
    a.totalMinor === b.totalMinor &&
    a.amountMinor === b.amountMinor &&
    a.shipping?.discountMinor === b.shipping?.discountMinor &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, index) => isSameLine(line, b.lines[index])) &&
    isSameTaken(one.taken, other.taken)
  );
}

function isSameLine(a: PricedLine, b: PricedLine | undefined): boolean {
  if (a === b) return true;
  return (
    b !== undefined &&
    a.discountMinor === b.discountMinor &&
    a.quantity === b.quantity &&
    a.amountMinor === b.amountMinor &&
    a.discountQuantity === b.discountQuantity &&
    a.priceMinor === b.priceMinor &&
    a.productId === b.productId &&
    a.skuId === b.skuId &&
    a.sourceId === b.sourceId &&
    a.name === b.name
  );
}

function isSameTaken(a: Running['taken'], b: Running['taken']): boolean {
  if (a.size !== b.size) return false;
  for (const [account, amount] of a) if (b.get(account) !== amount) return false;
  return true;
}
