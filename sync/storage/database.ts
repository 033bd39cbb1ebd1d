/**
 * The one connection to PostgreSQL. Everything is parameterised by Kysely; int8 becomes a number here, once,
 * and only when it is exact.
 */
import {Kysely, PostgresDialect, type Transaction} from 'kysely';
import pg from 'pg';
import {assert} from '../../shared/kernel/assert.ts';
import {preparedPool} from './prepared-pool.ts';
import type {Database} from './tables.ts';

/** Reads and single-statement writes. A `Tx` is one too. */
export type Db = Kysely<Database>;
/** Several writes that happen together or not at all. */
export type Tx = Transaction<Database>;

export interface OpenDatabase {
  readonly db: Db;
  /** Waits for running queries and closes every connection. */
  close(): Promise<void>;
}

const int8Oid = 20;
const dateOid = 1082;

const parsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (oid === int8Oid && format !== 'binary') return exactInteger;
    // A calendar day has no zone: as a Date it would move with the server's.
    if (oid === dateOid && format !== 'binary') return (text: string) => text;
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

function exactInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `int8 beyond 2^53: ${text}`);
  return value;
}

/** Opens a pool of up to `connections` on `url`; connects when first used. */
export function openDatabase(url: string, connections = 20): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: 'counterfoil',
    types: parsers,
  });
  // A connection that breaks while idle is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  // So would one that breaks between two statements of a transaction: the next statement then says so.
  pool.on('connect', client => client.on('error', () => undefined));
  const db = new Kysely<Database>({dialect: new PostgresDialect({pool: preparedPool(pool)})});
  return {db, close: () => db.destroy()};
}
