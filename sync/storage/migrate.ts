/**
 * Brings a database to this version's schema. What was applied is kept with a checksum of its text, so that an edited
 * step, a foreign database and one that a newer Counterfoil wrote are refused instead of damaged.
 */
import {sql} from 'kysely';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {Db} from './database.ts';
import {CannotStart} from './embedded/cannot-start.ts';
import {allMigrations, type Migration} from './migrations/all-migrations.ts';
import {transact} from './transact.ts';

/** Any number, as long as every version uses it: two servers on one database migrate one after the other. */
const lockKey = 4_100_001;

/** @throws CannotStart when this program must not touch the database. */
export async function migrate(db: Db, steps: readonly Migration[] = allMigrations): Promise<void> {
  await transact(db, async tx => {
    await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx);
    const applied = await readApplied(tx);
    assertKnown(applied, steps);
    for (const step of steps.slice(applied.length)) {
      await sql.raw(step.sql).execute(tx);
      await sql`insert into schema_version (version, name, checksum)
        values (${step.version}, ${step.name}, ${contentHash(step.sql)})`.execute(tx);
    }
  });
}

interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

async function readApplied(tx: Db): Promise<readonly Applied[]> {
  const {rows: tables} = await sql<{name: string}>`
    select table_name as name from information_schema.tables where table_schema = current_schema()
  `.execute(tx);
  if (!tables.some(table => table.name === 'schema_version')) {
    if (tables.length > 0) {
      throw new CannotStart(
        `The database holds tables that are not Counterfoil's (${tables[0]?.name}, …). Name an empty one in DATABASE_URL.`,
      );
    }
    await sql`create table schema_version (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`.execute(tx);
  }
  const {rows} =
    await sql<Applied>`select version, name, checksum from schema_version order by version`.execute(tx);
  return rows;
}

function assertKnown(applied: readonly Applied[], steps: readonly Migration[]): void {
  const newest = applied.at(-1)?.version ?? 0;
  if (newest > steps.length) {
    throw new CannotStart(
      `The database has schema version ${newest}, and this Counterfoil knows ${steps.length}: a newer one wrote it. ` +
        'Start that newer version, or restore a backup from before it.',
    );
  }
  for (const [index, row] of applied.entries()) {
    const step = steps[index];
    if (step?.version === row.version && contentHash(step.sql) === row.checksum) continue;
    throw new CannotStart(
      `Schema version ${row.version} (${row.name}) in the database is not the one of this Counterfoil. ` +
        'Start the version that wrote it, or set DATABASE_URL or DATA_DIR to another database.',
    );
  }
}
