import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type FreshDatabase, freshDatabase} from '../../test/postgres/fresh-database.ts';
import {type OpenDatabase, openDatabase} from './database.ts';
import {prepared} from './prepared-pool.ts';

let fresh: FreshDatabase;
let opened: OpenDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  opened = openDatabase(fresh.url, 2);
});
afterAll(async () => {
  await opened.close();
  await fresh.drop();
});

test('a connection that breaks between two statements fails its transaction, and nothing else', async () => {
  const cut = opened.db.transaction().execute(async tx => {
    const {rows} = await sql<{pid: number}>`select pg_backend_pid() as pid`.execute(tx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(fresh.db);
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
    await sql`select 1`.execute(tx);
  });
  await expect(cut).rejects.toThrow();
  const {rows} = await sql<{one: number}>`select 1 as one`.execute(opened.db);
  expect(rows).toEqual([{one: 1}]);
});

test('a prepared statement is planned once for each connection and answers as any other', async () => {
  await opened.db.connection().execute(async db => {
    for (const n of [1, 2, 3]) {
      const {rows} = await sql<{
        twice: number;
      }>`${prepared('double')} select ${n}::integer * 2 as twice`.execute(db);
      expect(rows).toEqual([{twice: n * 2}]);
    }
    const {rows} = await sql<{name: string}>`select name from pg_prepared_statements`.execute(db);
    expect(rows).toEqual([{name: 'double'}]);
  });
});
