/**
 * Takes customers who were deleted for good out of this till's books: their names on sales and what rules looked at, and
 * an order that is open for one of them. Operations and journal hold them only sealed, and the key is gone with them.
 *
 * The feed says it once, and a till may die before it was done: which ones are done is kept, so that it is done once.
 */
import {z} from 'zod';
import {type CustomerId, idSchema} from '../../shared/kernel/id.ts';
import type {LedgerRows, LedgerStore} from './ledger-store.ts';
import {type MetaKey, putMeta, readMeta} from './meta.ts';
import type {SoldOffer, StoredSale} from './stored-sale.ts';
import type {Till} from './till.ts';

const forgottenKey: MetaKey<CustomerId[]> = {key: 'forgotten-customers', schema: z.array(idSchema('cust'))};

/** An order that is being rung up (app/keep-open-sale.ts). */
const openSaleKey = 'kept:open-sale';
const openSaleSchema = z.looseObject({customer: z.looseObject({id: z.string()}).nullable()});

/** @returns how many sales named somebody who is to be forgotten now. */
export async function forgetErasedCustomers({
  ledger,
  replica,
}: Pick<Till, 'ledger' | 'replica'>): Promise<number> {
  const erased = (await replica.erasedCustomers?.()) ?? [];
  if (erased.length === 0) return 0;
  const done = new Set((await readMeta(ledger, forgottenKey)) ?? []);
  const gone = erased.filter(id => !done.has(id));
  return gone.length === 0 ? 0 : forgetCustomers(ledger, gone, erased);
}

/** `erased`: all that the feed still tells of; older ones need not be remembered. */
function forgetCustomers(
  ledger: LedgerStore,
  customerIds: readonly CustomerId[],
  erased: readonly CustomerId[],
): Promise<number> {
  const gone = new Set<string | null>(customerIds);
  return ledger.write(['sale', 'meta'], async rows => {
    const sales = (await rows.sale.all()).filter(one => gone.has(one.customerId));
    await rows.sale.putMany(sales.map(withoutPerson));
    await detachFromOpenSale(rows, gone);
    await putMeta(rows, forgottenKey, [...erased]);
    return sales.length;
  });
}

function withoutPerson(sale: StoredSale): StoredSale {
  return {...sale, customerName: null, offers: sale.offers.map(withoutChecks)};
}

function withoutChecks(offer: SoldOffer): SoldOffer {
  const {verdict} = offer;
  if (verdict.status === 'applied') return {...offer, verdict: {...verdict, checks: []}};
  const {refusal} = verdict;
  const unchecked = refusal.code === 'rules_not_met' ? {...refusal, failed: []} : refusal;
  return {...offer, verdict: {...verdict, checks: [], refusal: unchecked}};
}

async function detachFromOpenSale(
  {meta}: Pick<LedgerRows, 'meta'>,
  gone: ReadonlySet<string | null>,
): Promise<void> {
  const open = openSaleSchema.safeParse((await meta.get(openSaleKey))?.value);
  if (!open.success || open.data.customer === null || !gone.has(open.data.customer.id)) return;
  await meta.put({key: openSaleKey, value: {...open.data, customer: null}});
}
