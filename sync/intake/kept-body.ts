import type {CustomerId} from '../../shared/kernel/id.ts';
import {type Identified, personOf, scrub} from '../customers/scrub.ts';
import type {SyncReads} from '../store/sync-store.ts';

/** Whom a sale is about: the customer as the decision saw them, and the id that was asked for. */
export interface About {
  readonly facts: {readonly customer: (Identified & {readonly id: CustomerId}) | null};
  readonly request: {readonly customerId: CustomerId | null};
}

/**
 * An operation's text as it is kept: as received. Only a sale that an older till sent open, of a customer who was deleted
 * for good meanwhile, is kept without them; its hash then proves no more than that it came. `sale` is null for others.
 */
export async function keptBody(
  tx: Pick<SyncReads, 'findCustomerKey'>,
  sale: About | null,
  raw: Readonly<Record<string, unknown>>,
): Promise<string> {
  const customer = sale?.facts.customer ?? null;
  const customerId = customer?.id ?? sale?.request.customerId ?? null;
  if (customerId === null || (await tx.findCustomerKey(customerId)) !== 'erased') return JSON.stringify(raw);
  return JSON.stringify(scrub(raw, customer === null ? {id: customerId, words: []} : personOf(customer)));
}
