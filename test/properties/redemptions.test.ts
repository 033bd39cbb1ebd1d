/** What holds of the records of every sale, and of taking them back. */
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {orderRedemption} from '../../shared/redemption/order-redemptions.ts';
import {planRollback} from '../../shared/redemption/plan-rollback.ts';
import {redemptionSchema} from '../../shared/redemption/redemption-record.ts';
import {redemptionRecords} from '../../shared/redemption/redemption-records.ts';
import type {SoldOrder} from '../../shared/returns/sold-order.ts';
import {openingMs} from '../builders/facts.ts';
import {occasion} from '../builders/redeemed.ts';
import {anySale} from './arbitrary-sales.ts';

vi.setConfig({testTimeout: 120_000});

const anyRedemption = anySale.filter(({plan}) => plan.redemptions.length > 0);

function recordsOf({decision, plan}: SoldOrder) {
  const {redemptions, parent} = redemptionRecords(decision, plan, occasion());
  const head = parent ?? redemptions[0];
  if (head === undefined) throw new Error('nothing was redeemed');
  return {redemptions, head};
}

function rollBack(sale: SoldOrder) {
  const {redemptions, head} = recordsOf(sale);
  let made = 0;
  const planned = planRollback({
    redemption: head,
    children: head.kind === 'parent' ? redemptions : [],
    drawsOf: id =>
      sale.plan.redemptions
        .filter(one => one.id === id)
        .flatMap(({verdict}) => {
          const applied = sale.decision.verdicts[verdict];
          const draws = applied?.status === 'applied' ? applied.draws : [];
          return draws.map((draw, at) => ({...draw, entryId: `${verdict} ${at}`, reversed: 0}));
        }),
    order: {
      status: 'PAID',
      priced: sale.decision.order,
      redemptions: {[head.id]: orderRedemption(head)},
    },
    orderMode: 'WITH_ORDER',
    check: {operation: 'any', nowMs: openingMs, windowDays: null, zone: 'Europe/Vienna'},
    makeRollbackId: () => {
      made += 1;
      return `rr_${made}`;
    },
  });
  if (!planned.ok) throw new Error(planned.refusal.code);
  return planned;
}

test('[RD2] children’s discounts are what the order lost, and records survive their own schema', () => {
  fc.assert(
    fc.property(anyRedemption, sale => {
      const {redemptions, head} = recordsOf(sale);
      const {order, initialOrder} = sale.decision;
      const lost =
        order.totalDiscountMinor -
        initialOrder.totalDiscountMinor +
        (order.shipping?.discountMinor ?? 0) -
        (initialOrder.shipping?.discountMinor ?? 0);
      expect(redemptions.reduce((sum, one) => sum + one.discountMinor, 0)).toBe(lost);
      expect(head.discountMinor).toBe(lost);
      for (const one of [...redemptions, head]) expect(redemptionSchema.safeParse(one).error).toBeUndefined();
    }),
    {numRuns: 250},
  );
});

test('[RD4] [RD6] a rollback takes back every draw, and the order is what it was before', () => {
  fc.assert(
    fc.property(anyRedemption, sale => {
      const {order, reversals} = rollBack(sale);
      const total = (list: readonly {account: string; amount: number}[]) =>
        list.reduce((sum, one) => sum + one.amount, 0);
      expect(total(reversals)).toBe(total(sale.decision.draws));
      const {initialOrder} = sale.decision;
      const goods = (of: typeof initialOrder | undefined) => ({
        amount: of?.amountMinor,
        total: of?.totalMinor,
        order: of?.orderDiscountMinor,
        shipping: of?.shipping?.discountMinor,
        lines: of?.lines
          .filter(line => line.quantity > 0 || (line.amountMinor ?? 0) > 0)
          .map(line => [line.sourceId, line.quantity, line.amountMinor, line.discountMinor]),
      });
      expect(goods(order?.priced)).toEqual(goods(initialOrder));
    }),
    {numRuns: 250},
  );
});
