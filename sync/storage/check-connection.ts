import {sql} from 'kysely';
import type {Db} from './database.ts';
import {CannotStart} from './embedded/cannot-start.ts';
import {sqlState} from './transact.ts';

/** @throws CannotStart naming host and port, and never the password, when `url` does not answer. */
export async function checkConnection(db: Db, url: string): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (cause) {
    throw new CannotStart(
      `${problemOf(cause, placeOf(url))} Or leave DATABASE_URL empty to use the embedded one.`,
      {
        cause,
      },
    );
  }
}

interface Place {
  readonly server: string;
  readonly database: string;
  readonly user: string;
}

function placeOf(url: string): Place {
  if (!URL.canParse(url)) return {server: 'DATABASE_URL', database: '', user: ''};
  const {hostname, port, pathname, username} = new URL(url);
  return {server: `${hostname}:${port || '5432'}`, database: pathname.slice(1), user: username};
}

function problemOf(cause: unknown, {server, database, user}: Place): string {
  const state = sqlState(cause);
  if (state === '28P01' || state === '28000')
    return `The database server at ${server} does not let the user ${user} in. Correct DATABASE_URL.`;
  if (state === '3D000')
    return `The database server at ${server} has no database ${database}. Create it, or correct DATABASE_URL.`;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `The database server at ${server} does not answer${code}. Start it, or correct DATABASE_URL.`;
}
