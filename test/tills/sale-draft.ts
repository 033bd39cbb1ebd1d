import type {TillContext} from '../../renderer/till-db/till-context.ts';
import {tillFactSource} from '../../renderer/till-db/till-fact-source.ts';
import type {SaleCompletion, SaleDraft} from '../../renderer/till-ledger/complete-sale.ts';
import type {StoredSale} from '../../renderer/till-ledger/stored-sale.ts';
import {decide} from '../../shared/decision/decide.ts';
import {gather} from '../../shared/decision/gather.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {type Lease, spendable} from '../../shared/ledger/lease.ts';
import {zero} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import {openingMs, request} from '../builders/facts.ts';
import type {Offer} from '../builders/offers.ts';

/** Prices a cart as the till would, paid to the cent in cash. */
export async function saleDraft(till: TillContext, cart: Cart, offers: readonly Offer[]): Promise<SaleDraft> {
  const nowMs = till.clock.nowMs();
  const asked = request(cart, offers, {mode: 'PARTIAL'});
  const facts = await gather(tillFactSource(till.db, nowMs), asked, nowMs);
  const decision = decide(facts, asked);
  const dueMinor = decision.order.totalMinor ?? zero;
  const tenders = dueMinor === 0 ? [] : [{kind: 'cash' as const, amountMinor: dueMinor}];
  return {request: asked, facts, decision, tenders, changeMinor: zero, staffId: 'staff_ada'};
}

/** A lease on a voucher's uses, as the server would have granted it. */
export function usesLease(code: string, granted: number, given: Partial<Lease> = {}): Lease {
  return {
    id: `lease_${code}`,
    account: `v:v_${code}:uses`,
    granted,
    consumed: 0,
    refunded: 0,
    returned: 0,
    expiresAtMs: epochMs(openingMs + 12 * 3_600_000),
    recalled: false,
    ...given,
  };
}

export async function spendableOf(till: TillContext): Promise<number> {
  const leases = await till.db.ledger.lease.toArray();
  return leases.reduce((sum, lease) => sum + spendable(lease, till.clock.nowMs()), 0);
}

/** The sale of a completion that must have succeeded. */
export function sold(completion: SaleCompletion): StoredSale {
  if (!completion.ok) throw new Error(`refused: ${completion.code} ${completion.account}`);
  return completion.sale;
}
