import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {ConflictClass, ConflictPage} from '../../../shared/protocol/conflict.ts';
import type {Db} from '../database.ts';
import {selectConflicts} from './conflict-rows.ts';

export interface ConflictFilter {
  readonly status?: 'open' | 'resolved' | undefined;
  readonly class?: ConflictClass | undefined;
  /** The last conflict of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listConflicts(
  db: Db,
  projectId: ProjectId,
  {status, class: wanted, after, limit}: ConflictFilter,
): Promise<ConflictPage> {
  const conditions = [
    status === undefined ? sql`true` : sql`c.status = ${status}`,
    wanted === undefined ? sql`true` : sql`c.class = ${wanted}`,
    after === undefined
      ? sql`true`
      : sql`(c.opened_at, c.conflict_id) < (select p.opened_at, p.conflict_id from conflict p
          where p.project_id = ${projectId} and p.conflict_id = ${after})`,
  ];
  const found = await selectConflicts(
    db,
    projectId,
    sql`${sql.join(conditions, sql` and `)} order by c.opened_at desc, c.conflict_id desc limit ${limit + 1}`,
  );
  const conflicts = found.slice(0, limit);
  const last = conflicts.at(-1);
  return found.length > limit && last !== undefined ? {conflicts, next: last.id} : {conflicts};
}
