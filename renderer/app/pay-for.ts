import type {Staff} from '../../shared/protocol/staff.ts';
import type {Completion, PaidWith} from '../pay/pay-screen.tsx';
import type {PricedSale} from '../sale/priced-sale.ts';
import {completeSale} from '../till-db/complete-sale.ts';
import {LedgerWriteFailed} from '../till-db/ledger-write-failed.ts';
import type {StoredSale} from '../till-db/stored-sale.ts';
import type {RunningTill} from './boot.ts';

export interface Purchase {
  readonly priced: PricedSale;
  readonly paid: PaidWith;
  readonly staff: Staff;
  readonly isOffline: boolean;
}

type Bought = {readonly ok: true; readonly stored: StoredSale} | Extract<Completion, {ok: false}>;

/** Completes the open sale. When it answers `ok` the sale is kept for good and the till is free for the next one. */
export async function payFor(running: RunningTill, purchase: Purchase): Promise<Bought> {
  const {till, sale, pricer, uplink} = running;
  const {priced, paid, staff, isOffline} = purchase;
  try {
    const {request, facts, decision} = priced;
    const draft = {request, facts, decision, ...paid, staffId: staff.id, offline: isOffline};
    const done = await completeSale(till, draft);
    if (!done.ok) {
      await pricer.reprice();
      return {ok: false, message: leaseShortText};
    }
    sale.clear();
    uplink.nudge();
    return {ok: true, stored: done.sale};
  } catch (error) {
    console.error('the sale was not completed:', error);
    return {ok: false, message: error instanceof LedgerWriteFailed ? error.message : unknownText(error)};
  }
}

const leaseShortText =
  'Meanwhile this till can use less of a code or card than the price counted on. Go back to the order: it has a new price.';

function unknownText(error: unknown): string {
  const detail = error instanceof Error ? error.message : String(error);
  return `${detail}. The order is still open. Try again; if it stays so, restart the till and look at the last receipts first.`;
}
