/**
 * The server's process of the fan-out benchmark: `fanout-server.js TILLS`. The real server on an embedded database with so
 * many enrolled tills; it publishes a document, and tells its memory, when asked.
 */

import {createHash} from 'node:crypto';
import {rm} from 'node:fs/promises';
import type {AddressInfo} from 'node:net';
import {sql} from 'kysely';
import {temporaryFolder} from '../../../scripts/demo/temporary-folder.ts';
import {createDefaultProject} from '../../../sync/app/create-default-project.ts';
import {systemClock} from '../../../sync/app/system-clock.ts';
import {systemRandom} from '../../../sync/app/system-random.ts';
import {makeStamper} from '../../../sync/changes/stamper.ts';
import {applyEdit} from '../../../sync/edits/apply-edit.ts';
import {addStore} from '../../../sync/enrolment/add-store.ts';
import {makeProjectKeys} from '../../../sync/enrolment/project-keys.ts';
import {answerOf} from '../../../sync/http/answer-of.ts';
import {buildApp} from '../../../sync/http/build-app.ts';
import {makeLiveHub} from '../../../sync/live/live-hub.ts';
import {openDatabase} from '../../../sync/storage/database.ts';
import {pgFeedBook} from '../../../sync/storage/documents/pg-feed-book.ts';
import {startEmbeddedCluster} from '../../../sync/storage/embedded/embedded-cluster.ts';
import {pgLiveBook} from '../../../sync/storage/live/pg-live-book.ts';
import {migrate} from '../../../sync/storage/migrate.ts';
import {pgSyncStore} from '../../../sync/storage/pg-sync-store.ts';
import {publishDocument} from '../../../sync/storage/publish-document.ts';
import {transact} from '../../../sync/storage/transact.ts';
import {product} from '../../builders/facts.ts';
import {createDatabase} from '../../postgres/create-database.ts';
import {nowMs, type ServerWord, serverOrderSchema} from './messages.ts';

const tills = Number(process.argv[2]);
const folder = await temporaryFolder();
const cluster = await startEmbeddedCluster(folder.path, () => undefined);
await createDatabase(cluster.adminUrl, 'bench', undefined);
const {db, close} = openDatabase(cluster.urlOf('bench'));
await migrate(db);
const logFailure = (line: string, cause: unknown): void => console.error(line, cause);
const stamper = makeStamper(pgFeedBook(db), logFailure);
const live = makeLiveHub(pgLiveBook(db), systemClock, logFailure);
const deps = {
  db,
  store: pgSyncStore(db, applyEdit),
  clock: systemClock,
  random: systemRandom,
  stamper,
  live,
  mode: 'normal' as const,
  version: '0.0.0-bench',
  allowedOrigins: [],
  rendererFolder: null,
  logFailure,
};
const projectId = await createDefaultProject(deps, {
  name: 'Bench',
  keys: makeProjectKeys(systemRandom),
  currency: 'EUR',
  timeZone: 'UTC',
});
const store = answerOf(await addStore(deps, projectId, {sourceId: 'bench', name: 'Bench', addressLines: []}));
const tokens = Array.from({length: tills}, (_, n) => `bench-token-of-till-${n}-`.padEnd(43, 'x'));
const hashes = tokens.map(token => createHash('sha256').update(token).digest());
await sql`
  insert into device (project_id, device_id, store_id, number, name, status, epoch, token_sha256, enrolled_at)
  select ${projectId}, 'till_' || n, ${store.id}, n, 'Till ' || n, 'active', 1, hash, now()
  from unnest(${hashes}::bytea[]) with ordinality as t(hash, n)
`.execute(db);
await sql`vacuum analyze device`.execute(db);
const app = await buildApp(deps);
await app.listen({port: 0, host: '127.0.0.1'});
const {port} = app.server.address() as AddressInfo;

let version = 0;
say({kind: 'ready', port, feedHead: await stamper.stampNow(projectId), tokens});
process.on('message', (message: unknown) => {
  const order = serverOrderSchema.parse(message);
  if (order === 'publish') void publish();
  else if (order === 'memory') say(memory());
  else void stop();
});

async function publish(): Promise<void> {
  version += 1;
  await transact(db, tx => publishDocument(tx, projectId, {...product('mug', 100), version}));
  const feedHead = await stamper.stampNow(projectId);
  say({kind: 'published', feedHead, atMs: nowMs()});
}

function memory(): ServerWord {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const {rss, heapUsed, external} = process.memoryUsage();
  return {kind: 'memory', rssBytes: rss, heapBytes: heapUsed + external, lines: live.size()};
}

async function stop(): Promise<void> {
  await app.close();
  await live.close();
  await stamper.close();
  await close();
  await cluster.stop();
  await rm(cluster.home, {recursive: true, force: true});
  await folder.remove();
  process.disconnect();
}

function say(word: ServerWord): void {
  process.send?.(word);
}
