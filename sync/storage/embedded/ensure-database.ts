import pg from 'pg';
import {sqlState} from '../transact.ts';

const duplicateDatabase = '42P04';

/** Creates the database on the cluster of `adminUrl`, unless it is there. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({connectionString: adminUrl});
  await client.connect();
  try {
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (sqlState(error) !== duplicateDatabase) throw error;
  } finally {
    await client.end();
  }
}
