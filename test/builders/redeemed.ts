/** Redemptions of a cart as they would be stored, with ids that count up: `redeemed(cart({mug: 900}), [percent('A', 10)])`. */
import type {CustomerId, RollbackId} from '../../shared/kernel/id.ts';
import type {PostedDraw} from '../../shared/ledger/reversal.ts';
import type {Cart} from '../../shared/order/cart.ts';
import {orderRedemption} from '../../shared/redemption/order-redemptions.ts';
import {planRedemption} from '../../shared/redemption/plan-redemption.ts';
import {type AskedRollback, planRollback, type RedeemedOrder} from '../../shared/redemption/plan-rollback.ts';
import type {Occasion, Redemption} from '../../shared/redemption/redemption-record.ts';
import {redemptionRecords} from '../../shared/redemption/redemption-records.ts';
import {type Circumstances, openingMs} from './facts.ts';
import type {Offer} from './offers.ts';
import {sell} from './sell.ts';

export function occasion(given: Partial<Occasion> = {}): Occasion {
  return {orderId: 'ord_1', customerId: null, atMs: openingMs, metadata: {}, ...given};
}

export interface Redeemed {
  readonly head: Redemption;
  readonly redemptions: readonly Redemption[];
  readonly order: RedeemedOrder;
  readonly drawsOf: AskedRollback['drawsOf'];
}

/** At least one offer applies. `names` is what its redemptions' ids begin with. */
export function redeemed(
  cart: Cart,
  offers: readonly Offer[],
  given: Circumstances & {readonly names?: string; readonly customerId?: CustomerId} = {},
): Redeemed {
  const decision = sell(cart, offers, given);
  let made = 0;
  const plan = planRedemption(decision, () => {
    made += 1;
    return `r_${given.names ?? ''}${made}`;
  });
  const {redemptions, parent} = redemptionRecords(
    decision,
    plan,
    occasion({customerId: given.customerId ?? null}),
  );
  const head = parent ?? redemptions[0];
  if (head === undefined) throw new Error('nothing was redeemed');
  const order = {
    status: 'PAID' as const,
    priced: decision.order,
    redemptions: {[head.id]: orderRedemption(head)},
  };
  const posted = plan.redemptions.flatMap(({id, verdict}) => {
    const applied = decision.verdicts[verdict];
    const draws = applied?.status === 'applied' ? applied.draws : [];
    return draws.map(({account, amount}): PostedDraw & {id: string} => {
      return {id, entryId: `${id} ${account}`, account, amount, reversed: 0};
    });
  });
  const drawsOf: AskedRollback['drawsOf'] = id => posted.filter(entry => entry.id === id);
  return {head, redemptions, order, drawsOf};
}

/** Asks for a rollback of it, as the usual operation does. */
export function rollBack(
  {head, redemptions, order, drawsOf}: Redeemed,
  given: Partial<Omit<AskedRollback, 'check'>> & {readonly check?: Partial<AskedRollback['check']>} = {},
) {
  let made = 0;
  const makeRollbackId = (): RollbackId => {
    made += 1;
    return `rr_${made}`;
  };
  return planRollback({
    redemption: head,
    children: head.kind === 'parent' ? redemptions : [],
    drawsOf,
    order,
    orderMode: 'WITH_ORDER',
    makeRollbackId,
    ...given,
    check: {operation: 'any', nowMs: openingMs, windowDays: null, zone: 'Europe/Vienna', ...given.check},
  });
}
