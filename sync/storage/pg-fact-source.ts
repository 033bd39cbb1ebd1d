/**
 * Facts from PostgreSQL: the documents as tills replicate them, so that both sides decide on the same words, and
 * what is free of each account. Codes and shop ids are found by the unique indexes of voucher and product.
 */
import {sql} from 'kysely';
import type {FactSource} from '../../shared/decision/fact-source.ts';
import type {ProductId, ProjectId, VoucherId} from '../../shared/kernel/id.ts';
import {free} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Availability} from '../../shared/ledger/draw.ts';
import {type DocumentKind, type DocumentOf, documentSchema} from '../../shared/protocol/document.ts';
import type {Db} from './database.ts';
import {readAccounts} from './lock-accounts.ts';
import {readSettings} from './projects/read-settings.ts';

/** `db` may be a transaction: then the facts are read inside it. */
export function pgFactSource(db: Db, projectId: ProjectId): FactSource {
  return {
    settings: () => readSettings(db, projectId),
    customer: async id => (await readDocuments(db, projectId, 'customer', [id]))[0] ?? null,
    products: async (ids, sourceIds) =>
      readDocuments(db, projectId, 'product', [
        ...ids,
        ...(await productIdsBySource(db, projectId, sourceIds)),
      ]),
    skus: async (ids, sourceIds) =>
      readDocuments(db, projectId, 'sku', [...ids, ...(await skuIdsBySource(db, projectId, sourceIds))]),
    collections: ids => readDocuments(db, projectId, 'products_collection', ids),
    vouchers: async (codes, typed) =>
      readDocuments(db, projectId, 'voucher', await voucherIds(db, projectId, codes, typed)),
    promotionTiers: ids => readDocuments(db, projectId, 'promotion_tier', ids),
    promotionStacks: ids => readDocuments(db, projectId, 'promotion_stack', ids),
    campaigns: ids => readDocuments(db, projectId, 'campaign', ids),
    categories: ids => readDocuments(db, projectId, 'category', ids),
    rewards: ids => readDocuments(db, projectId, 'reward', ids),
    loyaltyPrograms: ids => readDocuments(db, projectId, 'loyalty_program', ids),
    validationRules: ids => readDocuments(db, projectId, 'validation_rule', ids),
    availability: accounts => readAvailability(db, projectId, accounts),
  };
}

async function readDocuments<K extends DocumentKind>(
  db: Db,
  projectId: ProjectId,
  kind: K,
  ids: readonly string[],
): Promise<readonly DocumentOf<K>[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('document')
    .select('body')
    .where('project_id', '=', projectId)
    .where('kind', '=', kind)
    .where('id', 'in', [...new Set(ids)])
    .where('deleted', '=', false)
    .execute();
  return rows.map(row => documentSchema.parse(row.body)).filter(body => isOfKind(body, kind));
}

function isOfKind<K extends DocumentKind>(
  document: {readonly kind: DocumentKind},
  kind: K,
): document is DocumentOf<K> {
  return document.kind === kind;
}

async function productIdsBySource(
  db: Db,
  projectId: ProjectId,
  sourceIds: readonly string[],
): Promise<readonly ProductId[]> {
  if (sourceIds.length === 0) return [];
  const rows = await db
    .selectFrom('product')
    .select('product_id')
    .where('project_id', '=', projectId)
    .where('source_id', 'in', [...sourceIds])
    .execute();
  return rows.map(row => row.product_id);
}

/** SKUs have no table of their own yet: they are looked up in what is published. */
async function skuIdsBySource(
  db: Db,
  projectId: ProjectId,
  sourceIds: readonly string[],
): Promise<readonly string[]> {
  if (sourceIds.length === 0) return [];
  const rows = await db
    .selectFrom('document')
    .select('id')
    .where('project_id', '=', projectId)
    .where('kind', '=', 'sku')
    .where(sql<string>`body ->> 'sourceId'`, 'in', [...sourceIds])
    .execute();
  return rows.map(row => row.id);
}

async function voucherIds(
  db: Db,
  projectId: ProjectId,
  codes: readonly string[],
  typed: readonly string[],
): Promise<readonly VoucherId[]> {
  if (codes.length === 0 && typed.length === 0) return [];
  const rows = await db
    .selectFrom('voucher')
    .select('voucher_id')
    .where('project_id', '=', projectId)
    .where(({or, eb}) =>
      or([
        ...(codes.length > 0 ? [eb('code_key', 'in', [...codes])] : []),
        ...(typed.length > 0 ? [eb('voucher_id', 'in', typed as readonly VoucherId[])] : []),
      ]),
    )
    .execute();
  return rows.map(row => row.voucher_id);
}

async function readAvailability(
  db: Db,
  projectId: ProjectId,
  accounts: readonly AccountKey[],
): Promise<readonly Availability[]> {
  const books = await readAccounts(db, projectId, accounts);
  return [...new Set(accounts)].map(account => {
    const book = books.get(account);
    const available = book === undefined ? 0 : free(book);
    return {account, available, authority: 'server', used: book?.committed ?? 0};
  });
}
