/**
 * One look at the replica for one pricing: everything it needs of the server's documents, read in one transaction.
 *
 * Always true:
 * - RR1 All of an answer is the database at one moment after it was asked for. What comes from memory does too: its
 *   stamp is compared in the same transaction, so a page that any window or worker applied before is in it.
 */
import type {Product} from '../../shared/catalog/product.ts';
import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import type {Customer} from '../../shared/customer/customer.ts';
import {balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {readCursor} from './apply-changes.ts';
import type {CacheDb} from './cache-db.ts';
import {vouchersByCode} from './find-voucher.ts';
import {type KnownProducts, knownProducts} from './known-products.ts';
import {type StandingDocuments, standingDocuments} from './standing-documents.ts';

export interface ReplicaKeys {
  readonly productIds?: readonly string[];
  readonly sourceIds?: readonly string[];
  /** Codes or `v_` ids of vouchers, as typed. */
  readonly codes?: readonly string[];
  readonly customerId?: string | null;
}

/** Each thing once; what does not exist is missing. */
export interface Replica {
  readonly standing: StandingDocuments;
  readonly products: readonly Product[];
  /** Those asked for by id, and whatever else is known of the same state of the catalogue. */
  readonly knownProducts: KnownProducts;
  /** Numbers of the shop that were asked for; whose product is not here has none. */
  readonly askedSourceIds: ReadonlySet<string>;
  readonly vouchers: readonly Voucher[];
  readonly customer: Customer | null;
  /** What the server last said about the limited things behind the vouchers. */
  readonly accounts: readonly AccountView[];
}

export function readReplica(cache: CacheDb, keys: ReplicaKeys): Promise<Replica> {
  const {cursor, other, product, voucher, customer, accountView} = cache;
  const {productIds = [], sourceIds = [], codes = [], customerId = null} = keys;
  return cache.transaction('r', [cursor, other, product, voucher, customer, accountView], async () => {
    const {stamps} = await readCursor(cache);
    const [standing, known, buyer] = await Promise.all([
      standingDocuments(cache, stamps?.standing),
      knownProducts(cache, stamps?.product, productIds),
      customerId === null ? undefined : customer.get(customerId),
    ]);
    const products = await withSourceIds(cache, present(productIds, known), sourceIds);
    const vouchers = await findVouchers(cache, codes, standing.settings?.codesCaseSensitive ?? false);
    return {
      standing,
      products,
      knownProducts: known,
      askedSourceIds: new Set(sourceIds),
      vouchers,
      customer: buyer?.document ?? null,
      accounts: await readAccounts(cache, vouchers),
    };
  });
}

function present(ids: readonly string[], known: KnownProducts): Product[] {
  return ids.flatMap(id => known.get(id) ?? []);
}

/** A shop's own number is on one product: what was found by id need not be looked for by number. */
async function withSourceIds(
  cache: CacheDb,
  found: readonly Product[],
  sourceIds: readonly string[],
): Promise<Product[]> {
  const numbers = new Set(found.map(({sourceId}) => sourceId));
  const missing = sourceIds.filter(sourceId => !numbers.has(sourceId));
  if (missing.length === 0) return unique(found);
  const rows = await cache.product.where('sourceId').anyOf(missing).toArray();
  return unique([...found, ...rows.map(row => row.document)]);
}

async function findVouchers(
  cache: CacheDb,
  codes: readonly string[],
  caseSensitive: boolean,
): Promise<Voucher[]> {
  if (codes.length === 0) return [];
  const normal = codes.map(code => normaliseCode(code, caseSensitive));
  const ids = codes.map(code => code.trim()).filter(code => code.startsWith('v_'));
  const [byCode, byId] = await Promise.all([
    vouchersByCode(cache, [...new Set(normal)], caseSensitive),
    ids.length === 0 ? [] : cache.voucher.bulkGet(ids),
  ]);
  return unique([...byCode, ...byId.flatMap(row => row?.document ?? [])]);
}

async function readAccounts(cache: CacheDb, vouchers: readonly Voucher[]): Promise<AccountView[]> {
  if (vouchers.length === 0) return [];
  const views = await cache.accountView.bulkGet(
    vouchers.flatMap(({id}) => [usesAccount(id), balanceAccount(id)]),
  );
  return views.filter(view => view !== undefined);
}

function unique<D extends {readonly id: string}>(found: readonly D[]): D[] {
  return [...new Map(found.map(document => [document.id, document])).values()];
}
