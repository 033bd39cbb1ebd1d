import {type Clock, type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {createDefaultProject} from '../../sync/app/create-default-project.ts';
import {systemRandom} from '../../sync/app/system-random.ts';
import {makeStamper} from '../../sync/changes/stamper.ts';
import {applyEdit} from '../../sync/edits/apply-edit.ts';
import {makeProjectKeys, type ProjectKeys} from '../../sync/enrolment/project-keys.ts';
import type {AppDeps} from '../../sync/http/app-deps.ts';
import type {App} from '../../sync/http/app-type.ts';
import {buildApp} from '../../sync/http/build-app.ts';
import {makeLiveHub} from '../../sync/live/live-hub.ts';
import type {Db} from '../../sync/storage/database.ts';
import {pgFeedBook} from '../../sync/storage/documents/pg-feed-book.ts';
import {pgLiveBook} from '../../sync/storage/live/pg-live-book.ts';
import {pgSyncStore} from '../../sync/storage/pg-sync-store.ts';
import {freshDatabase} from './fresh-database.ts';

/** The real server on a fresh database with one empty project. `app.inject` it, or let it listen. */
export interface TestShop {
  readonly app: App;
  readonly deps: AppDeps;
  readonly db: Db;
  /** Of the database, for a second process on it. */
  readonly url: string;
  readonly projectId: ProjectId;
  readonly keys: ProjectKeys;
  /** Headers of the server key and of the management key. */
  readonly serverKey: Readonly<Record<string, string>>;
  readonly managementKey: Readonly<Record<string, string>>;
  readonly clock: TestClock;
  /** What the server would have logged. */
  readonly failures: string[];
  /** For `afterAll`. */
  close(): Promise<void>;
}

/** The machine's time plus whatever a test adds. */
interface TestClock extends Clock {
  advance(ms: number): void;
}

export async function testShop(overrides: Partial<AppDeps> = {}): Promise<TestShop> {
  const database = await freshDatabase();
  const {db, url} = database;
  const clock = testClock();
  const failures: string[] = [];
  const logFailure = (line: string, cause: unknown): void => {
    failures.push(`${line}: ${String(cause)}`);
  };
  const stamper = makeStamper(pgFeedBook(db), logFailure);
  const deps: AppDeps = {
    db,
    store: pgSyncStore(db, applyEdit),
    clock,
    random: systemRandom,
    stamper,
    live: makeLiveHub(pgLiveBook(db), clock, logFailure),
    mode: 'normal',
    version: '0.0.0-test',
    allowedOrigins: [],
    rendererFolder: null,
    logFailure,
    ...overrides,
  };
  const keys = makeProjectKeys(systemRandom);
  const project = {name: 'Test', keys, currency: 'EUR', timeZone: 'Europe/Berlin'};
  const projectId = await createDefaultProject(deps, project);
  const app = await buildApp(deps);
  const close = async (): Promise<void> => {
    await app.close();
    await deps.live.close();
    await stamper.close();
    await database.drop();
  };
  const serverKey = {'x-app-id': keys.server.appId, 'x-app-token': keys.server.token};
  const managementKey = {
    'x-management-id': keys.management.appId,
    'x-management-token': keys.management.token,
  };
  return {app, deps, db, url, projectId, keys, serverKey, managementKey, clock, failures, close};
}

function testClock(): TestClock {
  let aheadMs = 0;
  return {
    nowMs: (): EpochMs => epochMs(Date.now() + aheadMs),
    advance: ms => {
      aheadMs += ms;
    },
  };
}
