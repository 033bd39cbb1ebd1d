import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {freshName} from '../../test/tills/test-till.ts';
import {forget, keep, readKept} from '../till-db/kept-value.ts';
import {openTillDatabases} from '../till-db/open-till-databases.ts';
import {readIdentity} from './identity.ts';

test('a machine that was never enrolled is nobody', async () => {
  expect(await readIdentity((await openTillDatabases(freshName())).ledger)).toBeNull();
});

test('a kept value survives, is forgotten on demand, and is null where it no longer fits', async () => {
  const db = await openTillDatabases(freshName());
  const schema = z.object({tries: z.int()});
  await keep(db, 'lockout', schema, {tries: 3});
  expect(await readKept(db, 'lockout', schema)).toEqual({tries: 3});
  expect(await readKept(db, 'lockout', z.object({other: z.string()}))).toBeNull();
  await forget(db, 'lockout');
  expect(await readKept(db, 'lockout', schema)).toBeNull();
});
