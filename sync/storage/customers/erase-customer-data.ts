/** What a permanent deletion reads and writes. Rare, so it looks through whole tables where no index helps. */
import {sql} from 'kysely';
import type {CustomerId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {deleteCustomerRow} from './delete-customer-row.ts';

export interface WrittenRow {
  /** Where the row is; it is locked, so it stays there. */
  readonly place: string;
  readonly text: string;
  /** It names the customer by id. */
  readonly isAbout: boolean;
}

export interface TextColumn {
  readonly table: string;
  readonly column: string;
  readonly isJson: boolean;
  /** It is the row's metadata: no member of it is ours. */
  readonly isFree?: boolean;
  /** The row names its customer in `customer_id`. */
  readonly hasCustomer?: boolean;
}

const order = {table: 'sales_order', hasCustomer: true};
const redemption = {table: 'redemption', hasCustomer: true};

/** Every column that may hold what somebody wrote or a till sent about a customer, and that no published document shows. */
export const writtenColumns: readonly TextColumn[] = [
  {table: 'operation', column: 'body', isJson: true},
  {table: 'operation', column: 'detail', isJson: false},
  {table: 'conflict', column: 'detail', isJson: false},
  {table: 'conflict', column: 'evidence', isJson: true},
  {table: 'conflict_event', column: 'note', isJson: false},
  {...order, column: 'cart', isJson: true},
  {...order, column: 'lines', isJson: true},
  {...order, column: 'metadata', isJson: true, isFree: true},
  {...order, column: 'redemptions', isJson: true},
  {...order, column: 'till', isJson: true},
  {...order, column: 'source_id', isJson: false},
  {...redemption, column: 'order_snapshot', isJson: true},
  {...redemption, column: 'metadata', isJson: true, isFree: true},
  {...redemption, column: 'failure', isJson: true},
  {...redemption, column: 'reason', isJson: false},
  {table: 'voucher', column: 'additional_info', isJson: false},
  {table: 'campaign', column: 'description', isJson: false},
  {table: 'archived_document', column: 'body', isJson: true},
  {table: 'document_edit', column: 'fields', isJson: true},
];

/** Locks and answers rows about the customer, and those whose `column` has one of `words` in any case. */
export async function lockWritten(
  tx: Tx,
  projectId: ProjectId,
  {table, column, isJson, hasCustomer = false}: TextColumn,
  customerId: CustomerId,
  words: readonly string[],
): Promise<readonly WrittenRow[]> {
  const text = sql`${sql.ref(column)}::text`;
  const named = hasCustomer
    ? sql`coalesce(customer_id = ${customerId}, false) or position(${customerId} in ${text}) > 0`
    : sql`position(${customerId} in ${text}) > 0`;
  const {rows} = await sql<WrittenRow>`
    select ctid::text as place, ${text} as text, ${named} as "isAbout" from ${sql.table(table)}
    where project_id = ${projectId} and ${text} is not null
      and (${named} or ${hasWord(text, isJson, words)})
    order by ctid for update
  `.execute(tx);
  return rows;
}

/** In JSON as text, quotes and the like are written with a backslash. */
function hasWord(text: ReturnType<typeof sql>, isJson: boolean, words: readonly string[]) {
  const written = isJson ? words.map(word => JSON.stringify(word).slice(1, -1)) : [...words];
  return sql`exists (select 1 from unnest(${written}::text[]) w where position(lower(w) in lower(${text})) > 0)`;
}

export async function rewriteWritten(
  tx: Tx,
  {table, column, isJson}: TextColumn,
  {place, text}: Pick<WrittenRow, 'place' | 'text'>,
): Promise<void> {
  const value = isJson && table !== 'operation' ? sql`${text}::jsonb` : sql`${text}::text`;
  await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${value} where ctid = ${place}::tid
  `.execute(tx);
}

/** What a till replicates and people write about: by table the name of its id. */
const described = {
  campaign: 'campaign_id',
  product: 'product_id',
  promotion_tier: 'tier_id',
  voucher: 'voucher_id',
} as const;
export type Described = keyof typeof described;
export const describedKinds: readonly Described[] = ['campaign', 'product', 'promotion_tier', 'voucher'];

/** Ids of those whose metadata have one of `words`. */
export async function findDescribed(
  tx: Tx,
  projectId: ProjectId,
  kind: Described,
  words: readonly string[],
): Promise<readonly string[]> {
  const {rows} = await sql<{id: string}>`
    select ${sql.ref(described[kind])} as id from ${sql.table(kind)}
    where project_id = ${projectId} and ${hasWord(sql`metadata::text`, true, words)}
    order by 1
  `.execute(tx);
  return rows.map(({id}) => id);
}

/** Forgets when fields were written whose names have one of `words` in them. */
export async function forgetFieldNames(
  tx: Tx,
  projectId: ProjectId,
  words: readonly string[],
): Promise<void> {
  await sql`
    delete from field_write where project_id = ${projectId} and ${hasWord(sql`path`, false, words)}
  `.execute(tx);
}

/**
 * Takes the key, so that it opens nothing from now on; null where there is none. Waits for operations that are being
 * kept with a look at it (`findCustomerKey`): what they kept is found afterwards, and the next ones find it gone.
 */
export async function takeCustomerKey(
  tx: Tx,
  projectId: ProjectId,
  customerId: CustomerId,
): Promise<Uint8Array | null> {
  const row = await tx
    .deleteFrom('customer_key')
    .where('project_id', '=', projectId)
    .where('customer_id', '=', customerId)
    .returning('key')
    .executeTakeFirst();
  return row?.key ?? null;
}

/**
 * Deletes the customer and their segments, leaves tombstones of customer and key, and makes the hashes of former versions
 * meaningless: a hash of a name can be guessed.
 */
export async function deleteCustomerForGood(
  tx: Tx,
  projectId: ProjectId,
  customerId: CustomerId,
  trackedAs: readonly string[],
): Promise<{readonly segments: number; readonly orders: number}> {
  const {rows} = await sql<{segments: number; orders: number}>`
    select
      (select count(*)::bigint from segment_member
        where project_id = ${projectId} and customer_id = ${customerId}) as segments,
      (select count(*)::bigint from sales_order
        where project_id = ${projectId} and customer_id = ${customerId}) as orders
  `.execute(tx);
  await sql`
    update redemption set tracking_id = null
    where project_id = ${projectId} and tracking_id is not null
      and (customer_id = ${customerId} or tracking_id = any(${[...trackedAs]}::text[]))
  `.execute(tx);
  await sql`
    update document_version set hash = 'erased'
    where project_id = ${projectId} and kind in ('customer', 'customer_key') and id = ${customerId}
  `.execute(tx);
  await withdrawCustomer(tx, projectId, customerId, ['customer', 'customer_key']);
  await deleteCustomerRow(tx, projectId, customerId);
  return rows[0] ?? {segments: 0, orders: 0};
}

/** Leaves tombstones of these documents, with nothing of the person in them. */
export async function withdrawCustomer(
  tx: Tx,
  projectId: ProjectId,
  customerId: CustomerId,
  kinds: readonly ('customer' | 'customer_key')[],
): Promise<void> {
  await sql`
    with gone as (
      update document set version = version + 1, deleted = true, position = null, body = '{}'
      where project_id = ${projectId} and kind = any(${[...kinds]}::text[]) and id = ${customerId} and not deleted
      returning kind, id, version
    )
    insert into document_version (project_id, kind, id, version, hash)
    select ${projectId}, kind, id, version, 'withdrawn' from gone
  `.execute(tx);
}
