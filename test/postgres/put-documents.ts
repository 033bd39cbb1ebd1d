import type {Product} from '../../shared/catalog/product.ts';
import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import {assert} from '../../shared/kernel/assert.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import type {Db, Tx} from '../../sync/storage/database.ts';
import {jsonb} from '../../sync/storage/jsonb.ts';
import {openAccounts} from '../../sync/storage/open-accounts.ts';
import {publishDocuments} from '../../sync/storage/publish-document.ts';
import {transact} from '../../sync/storage/transact.ts';

/** Stores documents as they are, with the rows by which codes and shop ids are found, and opens accounts. */
export async function putDocuments(
  db: Db,
  projectId: ProjectId,
  documents: readonly Document[],
  accounts: readonly {readonly account: AccountKey; readonly limit: number}[],
): Promise<void> {
  await transact(db, async tx => {
    for (const document of documents) {
      if (document.kind === 'voucher') await putVoucher(tx, projectId, document);
      if (document.kind === 'product') await putProduct(tx, projectId, document);
    }
    await publishDocuments(tx, projectId, documents);
    await openAccounts(tx, projectId, accounts);
  });
}

async function putVoucher(tx: Tx, projectId: ProjectId, voucher: Voucher): Promise<void> {
  const {home_store: homeStore} = voucher.metadata;
  const {type} = voucher.benefit;
  assert(type !== 'LOYALTY_CARD', 'the book of record has no loyalty cards yet');
  await tx
    .insertInto('voucher')
    .values({
      project_id: projectId,
      voucher_id: voucher.id,
      code: voucher.code,
      code_key: normaliseCode(voucher.code, false),
      type,
      uses_limit: voucher.usesLimit,
      metadata: jsonb(voucher.metadata),
      home_store: typeof homeStore === 'string' ? homeStore : null,
      active: voucher.active,
      ends_at: voucher.endsAtMs === null ? null : new Date(voucher.endsAtMs),
    })
    .execute();
}

async function putProduct(tx: Tx, projectId: ProjectId, product: Product): Promise<void> {
  await tx
    .insertInto('product')
    .values({
      project_id: projectId,
      product_id: product.id,
      source_id: product.sourceId,
      name: product.name,
      price_minor: product.priceMinor,
      metadata: jsonb(product.metadata),
    })
    .execute();
}
