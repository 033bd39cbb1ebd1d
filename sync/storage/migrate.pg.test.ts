import {sql} from 'kysely';
import {afterEach, expect, test} from 'vitest';
import {dropDatabase} from '../../test/postgres/create-database.ts';
import {emptyDatabase} from '../../test/postgres/fresh-database.ts';
import {type Db, openDatabase} from './database.ts';
import {migrate} from './migrate.ts';
import {allMigrations} from './migrations/all-migrations.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function empty(): Promise<Db> {
  const {adminUrl, name, url} = await emptyDatabase();
  const {db, close} = openDatabase(url, 4);
  undo.push(async () => {
    await close();
    await dropDatabase(adminUrl, name);
  });
  return db;
}

test('an empty database gets every step, and a second start none', async () => {
  const db = await empty();
  await migrate(db);
  await migrate(db);
  const {rows} = await sql<{version: number}>`select version from schema_version`.execute(db);
  expect(rows).toEqual(allMigrations.map(({version}) => ({version})));
});

test('two servers that start at once migrate one after the other', async () => {
  const db = await empty();
  await Promise.all([migrate(db), migrate(db), migrate(db)]);
  const {rows} = await sql`select version from schema_version`.execute(db);
  expect(rows).toHaveLength(allMigrations.length);
});

test('a database of a newer version is refused, naming both versions and the way out', async () => {
  const db = await empty();
  const next = {version: allMigrations.length + 1, name: 'future', sql: 'create table future (id text)'};
  await migrate(db, [...allMigrations, next]);
  await expect(migrate(db)).rejects.toThrow(
    new RegExp(
      `schema version ${next.version}, and this Counterfoil knows ${allMigrations.length}.*newer version`,
    ),
  );
});

test('a step that was edited after it was applied is refused', async () => {
  const db = await empty();
  await migrate(db);
  const [first, ...rest] = allMigrations;
  const edited = [{version: 1, name: 'edited', sql: `${first?.sql} -- edited`}, ...rest];
  await expect(migrate(db, edited)).rejects.toThrow('Schema version 1');
});

test("a database with somebody else's tables is left alone", async () => {
  const db = await empty();
  await sql`create table wordpress_posts (id text)`.execute(db);
  await expect(migrate(db)).rejects.toThrow("tables that are not Counterfoil's");
  const {rows} = await sql`select * from information_schema.tables where table_schema = 'public'`.execute(db);
  expect(rows).toHaveLength(1);
});

test('a step that fails leaves nothing behind', async () => {
  const db = await empty();
  const broken = {
    version: allMigrations.length + 1,
    name: 'broken',
    sql: 'create table half (id text); selekt',
  };
  await expect(migrate(db, [...allMigrations, broken])).rejects.toThrow('selekt');
  const {rows} = await sql`select * from information_schema.tables where table_schema = 'public'`.execute(db);
  expect(rows).toHaveLength(0);
});
