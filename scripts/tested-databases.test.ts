import {expect, test} from 'vitest';
import {databaseLines} from './tested-databases.ts';

test('without DATABASE_URL only the embedded server is named', () => {
  expect(databaseLines([{project: 'pg', title: 'a', outcome: 'failed'}], undefined)).toEqual([
    'PostgreSQL suites on the embedded server: 1 tests.',
    'PostgreSQL suites on DATABASE_URL: none, it is not set.',
  ]);
});

test('the address is shown without its password', () => {
  const remote = {project: 'pg-remote', title: 'a', outcome: 'passed'} as const;
  expect(databaseLines([remote], 'postgres://ann:secret@db.example:5432/tills').at(-1)).toBe(
    'PostgreSQL suites on DATABASE_URL (db.example:5432/tills): 1 tests.',
  );
});
