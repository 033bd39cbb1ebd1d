import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db, Tx} from '../database.ts';

/** Makes the row that builders lock. Call outside the transaction that locks it: nobody must wait for another's insert. */
export async function allowBuilding(db: Db, projectId: ProjectId): Promise<void> {
  await db
    .insertInto('snapshot_builder')
    .values({project_id: projectId})
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

/** Until the transaction ends nobody else builds this project's snapshot; false when somebody does. */
export async function lockBuilding(tx: Tx, projectId: ProjectId): Promise<boolean> {
  const {rows} = await sql`
    select 1 from snapshot_builder where project_id = ${projectId} for update skip locked
  `.execute(tx);
  return rows.length > 0;
}

/** The same, and waits for whoever builds. */
export async function waitForBuilding(tx: Tx, projectId: ProjectId): Promise<void> {
  await allowBuilding(tx, projectId);
  await sql`select 1 from snapshot_builder where project_id = ${projectId} for update`.execute(tx);
}
