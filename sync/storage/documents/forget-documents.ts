/**
 * What the feed may forget: deletions that every till has heard of or has been away too long to hear of, and versions
 * that no till can sell on any more.
 */
import {sql} from 'kysely';
import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {transact} from '../transact.ts';

/**
 * Removes the tombstones of documents deleted before `beforeMs` and moves the feed's `forgotten` past them; answers how
 * many. Whoever stopped reading before that is told to start again.
 */
export function forgetDeletions(db: Db, projectId: ProjectId, beforeMs: EpochMs): Promise<number> {
  return transact(db, async tx => {
    const {rows} = await sql<{count: number; last: number | null}>`
      with old as (
        select d.kind, d.id, d.position from document d
        join document_version v using (project_id, kind, id, version)
        where d.project_id = ${projectId} and d.deleted and d.position is not null
          and v.published_at < ${new Date(beforeMs)}
        for update of d skip locked
      ), unlisted as (
        delete from document d using old
        where d.project_id = ${projectId} and d.kind = old.kind and d.id = old.id
        returning old.position
      ), unversioned as (
        delete from document_version v using old
        where v.project_id = ${projectId} and v.kind = old.kind and v.id = old.id
      )
      select count(*)::bigint as count, max(position)::bigint as last from unlisted
    `.execute(tx);
    const [row] = rows;
    if (row === undefined || row.last === null) return 0;
    await sql`
      update feed_head set forgotten = greatest(forgotten, ${row.last}) where project_id = ${projectId}
    `.execute(tx);
    // A snapshot from before would bring back what nobody is told of any more.
    await sql`delete from snapshot where project_id = ${projectId} and position < ${row.last}`.execute(tx);
    return row.count;
  });
}

/**
 * Removes versions that were replaced before `beforeMs`, and before every till that holds a lease was last heard: what
 * such a till sells on is known for as long as it may sell. What was written off is not waited for. Answers how many.
 */
export async function forgetVersions(db: Db, projectId: ProjectId, beforeMs: EpochMs): Promise<number> {
  const {numAffectedRows = 0n} = await sql`
    with horizon as (
      select least(${new Date(beforeMs)}::timestamptz, min(d.last_seen_at)) as at
      from device d
      where d.project_id = ${projectId} and exists (
        select 1 from lease l
        where l.project_id = d.project_id and l.device_id = d.device_id and l.state in ('A', 'X')
          and l.granted + l.refunded - l.consumed - l.returned > 0)
    )
    delete from document_version v using horizon
    where v.project_id = ${projectId} and v.published_at < horizon.at and exists (
      select 1 from document_version n
      where n.project_id = v.project_id and n.kind = v.kind and n.id = v.id
        and n.version > v.version and n.published_at < horizon.at)
  `.execute(db);
  return Number(numAffectedRows);
}
