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
import type {KeptSnapshot} from '../till-replica/replica-store.ts';
import type {CacheDb} from './cache-db.ts';
import {readCursor} from './dexie-replica-store.ts';
import {vouchersByCode, vouchersById, voucherTables} from './find-voucher.ts';
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
  /** When every change that the server had was in the cache; null before the first download is complete. */
  readonly completeAtMs: number | null;
}

export function readReplica(cache: CacheDb, keys: ReplicaKeys): Promise<Replica> {
  const {other, product, customer, accountView} = cache;
  const {productIds = [], sourceIds = [], codes = [], customerId = null} = keys;
  const tables = [...voucherTables(cache), other, product, customer, accountView];
  return cache.transaction('r', tables, async () => {
    const {stamps, completeAtMs, snapshot} = await readCursor(cache);
    const [standing, known, buyer] = await Promise.all([
      standingDocuments(cache, stamps?.standing),
      knownProducts(cache, stamps?.product, productIds),
      customerId === null ? undefined : customer.get(customerId),
    ]);
    const products = await withSourceIds(cache, present(productIds, known), sourceIds);
    const vouchers = await findVouchers(
      cache,
      snapshot,
      codes,
      standing.settings?.codesCaseSensitive ?? false,
    );
    return {
      standing,
      products,
      knownProducts: known,
      askedSourceIds: new Set(sourceIds),
      vouchers,
      customer: buyer?.document ?? null,
      accounts: await readAccounts(cache, vouchers),
      completeAtMs,
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
  snapshot: KeptSnapshot | undefined,
  codes: readonly string[],
  caseSensitive: boolean,
): Promise<Voucher[]> {
  if (codes.length === 0) return [];
  const normal = codes.map(code => normaliseCode(code, caseSensitive));
  const ids = codes.map(code => code.trim()).filter(code => code.startsWith('v_'));
  const byCode = await vouchersByCode(cache, snapshot, [...new Set(normal)], caseSensitive);
  return ids.length === 0 ? byCode : unique([...byCode, ...(await vouchersById(cache, snapshot, ids))]);
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
