import {sql} from 'kysely';
import type {Db} from '../database.ts';
import {transact} from '../transact.ts';

/** Empties every table but the record of migrations: for a first start that was cut off, before anything was sold. */
export async function eraseEverything(db: Db): Promise<void> {
  await transact(db, async tx => {
    const {rows} = await sql<{name: string}>`
      select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> 'schema_version'
    `.execute(tx);
    const tables = rows.map(row => sql.table(row.name));
    await sql`truncate ${sql.join(tables)} cascade`.execute(tx);
  });
}
