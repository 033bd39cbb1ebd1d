import {takeBack, withoutEmptied} from '../../../shared/redemption/take-back.ts';
import type {OrderRecord} from '../orders/order-record.ts';
import type {RedemptionRecord} from '../redemptions/redemption-record.ts';

/** Lines that only this redemption had added go, unless other redemptions of the order refer to lines by place. */
export function orderAfterRollback(
  order: OrderRecord,
  applied: readonly RedemptionRecord[],
  redemptionId: string,
): OrderRecord {
  const priced = takeBack(
    order.priced,
    applied.flatMap(redemption => redemption.order ?? []),
  );
  const othersStand = Object.entries(order.redemptions).some(
    ([id, entry]) => id !== redemptionId && entry['rollback_id'] === undefined,
  );
  return {...order, priced: othersStand ? priced : withoutEmptied(priced)};
}

/** What an order's entry of a redemption says once it was rolled back. */
export function rollbackNote(rollbackId: string, at: Date, stacked: readonly string[]) {
  return {
    rollback_id: rollbackId,
    rollback_date: at.toISOString(),
    ...(stacked.length === 0 ? {} : {rollback_stacked: stacked}),
  };
}
