import type {Staff} from '../../shared/protocol/staff.ts';
import type {Completion, PaidWith} from '../pay/pay-screen.tsx';
import type {PricedSale} from '../sale/priced-sale.ts';
import {
  completeSale,
  type NotCompleted,
  type SaleCompletion,
  type SaleDraft,
} from '../till-ledger/complete-sale.ts';
import {LedgerWriteFailed} from '../till-ledger/ledger-write-failed.ts';
import type {OverrideRefused} from '../till-ledger/refuse-overrides.ts';
import type {StoredSale} from '../till-ledger/stored-sale.ts';
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
  const {sale, pricer, uplink} = running;
  const {priced, paid, staff, isOffline} = purchase;
  try {
    const {request, facts, decision} = priced;
    const draft = {request, facts, decision, ...paid, staffId: staff.id, offline: isOffline};
    const done = await completedOnceGranted(running, draft);
    if (!done.ok) {
      await pricer.reprice();
      return {ok: false, message: notCompletedText(done)};
    }
    sale.clear();
    uplink.nudge();
    return {ok: true, stored: done.sale};
  } catch (error) {
    console.error('the sale was not completed:', error);
    return {ok: false, message: error instanceof LedgerWriteFailed ? error.message : unknownText(error)};
  }
}

/**
 * Two windows may count on one unit that is leased: where the other was faster, the server is asked once for what this
 * sale still needs. What cannot be had, or not without a connection, is refused as it was.
 */
async function completedOnceGranted({till, uplink}: RunningTill, draft: SaleDraft): Promise<SaleCompletion> {
  const done = await completeSale(till, draft);
  if (done.ok || done.code !== 'lease-short') return done;
  const wants = draft.decision.draws.map(({account, amount, limit}) => ({
    account,
    need: amount,
    level: amount,
    ...(limit === undefined ? {} : {limit}),
  }));
  const answer = await uplink.want(wants);
  return answer.ok ? completeSale(till, draft) : done;
}

function notCompletedText(refused: NotCompleted): string {
  return refused.code === 'lease-short' ? leaseShortText : overrideTexts[refused.reason];
}

const overrideTexts: Readonly<Record<OverrideRefused['reason'], string>> = {
  'other-order': 'The manager’s approval was given for another order. Ask for it again on this one.',
  'too-little': 'This order takes off more than the manager approved. Ask for approval again.',
  used: 'The manager’s approval was used already. Ask for another one.',
  'not-a-manager': 'Whoever approved this is not a manager any more. Ask another manager.',
};

const leaseShortText =
  'Meanwhile this till can use less of a code or card than the price counted on. Go back to the order: it has a new price.';

function unknownText(error: unknown): string {
  const detail = error instanceof Error ? error.message : String(error);
  return `${detail}. The order is still open. Try again; if it stays so, restart the till and look at the last receipts first.`;
}
