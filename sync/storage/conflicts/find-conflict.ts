import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {ConflictView} from '../../../shared/protocol/conflict.ts';
import type {Db, Tx} from '../database.ts';
import {selectConflicts} from './conflict-rows.ts';

export async function findConflict(db: Db, projectId: ProjectId, id: string): Promise<ConflictView | null> {
  return (await selectConflicts(db, projectId, sql`c.conflict_id = ${id}`))[0] ?? null;
}

/** The same, locked until the transaction ends. After accounts, leases and devices. */
export async function lockConflict(tx: Tx, projectId: ProjectId, id: string): Promise<ConflictView | null> {
  return (await selectConflicts(tx, projectId, sql`c.conflict_id = ${id} for update of c`))[0] ?? null;
}
