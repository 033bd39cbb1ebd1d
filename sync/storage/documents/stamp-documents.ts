import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {transact} from '../transact.ts';

/**
 * Numbers every committed, unstamped document of the project and answers the feed's head. The lock on the
 * project's `feed_head` makes it the only writer of positions; with nothing to do it locks nothing.
 */
export async function stampDocuments(db: Db, projectId: ProjectId): Promise<number> {
  const idle = await headIfIdle(db, projectId);
  if (idle !== null) return idle;
  return transact(db, async tx => {
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
    const stamped = await numberDirty(tx, projectId, head);
    if (stamped > 0)
      await tx
        .updateTable('feed_head')
        .set({head: head + stamped})
        .where('project_id', '=', projectId)
        .execute();
    return head + stamped;
  });
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
