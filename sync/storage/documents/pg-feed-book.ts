/**
 * The feed of a project in PostgreSQL. A till's page holds what is for its store or for all, and deletions of what is not
 * for it any more; beside a snapshot it leaves out the vouchers that the snapshot holds.
 */
import {type RawBuilder, sql} from 'kysely';
import {present} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {FeedBook, FeedState, FeedTx, ListedDocument, ListQuery} from '../../store/feed-book.ts';
import type {Db} from '../database.ts';
import {transact} from '../transact.ts';

export function pgFeedBook(db: Db): FeedBook {
  return {
    transact: (projectId, work) => transact(db, tx => work(feedTx(tx, projectId))),
    headIfIdle: projectId => headIfIdle(db, projectId),
    readFeed: projectId => readFeed(db, projectId),
    list: (projectId, query) => list(db, projectId, query),
  };
}

function feedTx(tx: Db, projectId: ProjectId): FeedTx {
  return {
    async lockHead() {
      await tx
        .insertInto('feed_head')
        .values({project_id: projectId})
        .onConflict(c => c.doNothing())
        .execute();
      const {head} = await tx
        .selectFrom('feed_head')
        .select('head')
        .where('project_id', '=', projectId)
        .forUpdate()
        .executeTakeFirstOrThrow();
      return head;
    },
    numberDirty: head => numberDirty(tx, projectId, head),
    async saveHead(head) {
      await tx.updateTable('feed_head').set({head}).where('project_id', '=', projectId).execute();
    },
  };
}

async function readFeed(db: Db, projectId: ProjectId): Promise<FeedState | null> {
  const found = await db
    .selectFrom('feed_head')
    .select(['feed', 'forgotten'])
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return found ?? null;
}

async function headIfIdle(db: Db, projectId: ProjectId): Promise<number | null> {
  const {rows} = await sql<{head: number; dirty: boolean}>`
    select coalesce((select head from feed_head where project_id = ${projectId}), 0)::bigint as head,
      exists (select 1 from document where project_id = ${projectId} and position is null) as dirty
  `.execute(db);
  const [row] = rows;
  return row === undefined || row.dirty ? null : row.head;
}

/**
 * A dirty row that a writer holds is left out: after that commit it is still null, and is numbered in its new
 * version. Skipping only saves the wait; without it the feed would stand still behind a long transaction.
 */
async function numberDirty(tx: Db, projectId: ProjectId, head: number): Promise<number> {
  const {rows} = await sql<{n: number}>`
    with dirty as (
      select kind, id from document
      where project_id = ${projectId} and position is null
      order by kind, id
      for update skip locked
    ), numbered as (
      select kind, id, row_number() over (order by kind, id) as n from dirty
    ), stamped as (
      update document d set position = ${head} + numbered.n
      from numbered
      where d.project_id = ${projectId} and d.kind = numbered.kind and d.id = numbered.id
      returning 1
    )
    select count(*)::bigint as n from stamped
  `.execute(tx);
  return rows[0]?.n ?? 0;
}

async function list(
  db: Db,
  projectId: ProjectId,
  {after, limit, storeId, vouchersAfter}: ListQuery,
): Promise<readonly ListedDocument[]> {
  const page = (condition: RawBuilder<unknown>) => sql`
    (select position, deleted, scope, kind, id, version, body from document
    where project_id = ${projectId} and ${condition}
      and (scope is null or scope = ${storeId} or narrowed)
    order by position limit ${limit})
  `;
  const source =
    vouchersAfter <= after
      ? page(sql`position > ${after}`)
      : sql`
        ${page(sql`position > ${after} and kind <> 'voucher'`)}
        union all ${page(sql`
          position > ${after} and position <= ${vouchersAfter}
          and kind = 'voucher' and (deleted or scope is not null)`)}
        union all ${page(sql`position > ${vouchersAfter} and kind = 'voucher'`)}`;
  const {rows} = await sql<Omit<ListedDocument, 'position'> & {readonly position: number | null}>`
    select * from (${source}) as pages order by position limit ${limit}
  `.execute(db);
  return rows.map(row => ({...row, position: present(row.position, 'position')}));
}
