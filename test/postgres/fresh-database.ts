import {randomBytes} from 'node:crypto';
import {inject} from 'vitest';
import {type Db, openDatabase} from '../../sync/storage/database.ts';
import {migrate} from '../../sync/storage/migrate.ts';
import {createDatabase, dropDatabase} from './create-database.ts';

export interface FreshDatabase {
  readonly db: Db;
  readonly url: string;
  /** Closes the connections and drops the database. For `afterAll`. */
  drop(): Promise<void>;
}

/** An empty, migrated database of this test file's own, on the embedded server or the one of DATABASE_URL. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const {adminUrl, name, url} = await emptyDatabase(inject('postgresTemplate'));
  const {db, close} = openDatabase(url);
  if (inject('postgresTemplate') === undefined) await migrate(db);
  const drop = async (): Promise<void> => {
    await close();
    await dropDatabase(adminUrl, name);
  };
  return {db, url, drop};
}

/** A database of its own without tables, or a copy of `template`. Drop it with `dropDatabase(adminUrl, name)`. */
export async function emptyDatabase(
  template?: string,
): Promise<{readonly adminUrl: string; readonly name: string; readonly url: string}> {
  const adminUrl = inject('postgresAdminUrl');
  const name = `counterfoil_test_${randomBytes(8).toString('hex')}`;
  await createDatabase(adminUrl, name, template);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {adminUrl, name, url: url.href};
}
