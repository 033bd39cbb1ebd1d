/**
 * What redemption on the server is measured on: the embedded PostgreSQL as it ships, fsync on, and in it the real server
 * with a project of its own.
 */

import {rm} from 'node:fs/promises';
import {temporaryFolder} from '../../../scripts/demo/temporary-folder.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {createDefaultProject} from '../../../sync/app/create-default-project.ts';
import {systemClock} from '../../../sync/app/system-clock.ts';
import {systemRandom} from '../../../sync/app/system-random.ts';
import {makeStamper} from '../../../sync/changes/stamper.ts';
import {applyEdit} from '../../../sync/edits/apply-edit.ts';
import {makeProjectKeys} from '../../../sync/enrolment/project-keys.ts';
import type {App} from '../../../sync/http/app-type.ts';
import {buildApp} from '../../../sync/http/build-app.ts';
import {makeLiveHub} from '../../../sync/live/live-hub.ts';
import {type Db, openDatabase} from '../../../sync/storage/database.ts';
import {pgFeedBook} from '../../../sync/storage/documents/pg-feed-book.ts';
import {type EmbeddedCluster, startEmbeddedCluster} from '../../../sync/storage/embedded/embedded-cluster.ts';
import {pgLiveBook} from '../../../sync/storage/live/pg-live-book.ts';
import {migrate} from '../../../sync/storage/migrate.ts';
import {pgSyncStore} from '../../../sync/storage/pg-sync-store.ts';
import {createDatabase} from '../../postgres/create-database.ts';

export interface BenchCluster {
  readonly cluster: EmbeddedCluster;
  close(): Promise<void>;
}

export async function benchCluster(): Promise<BenchCluster> {
  const folder = await temporaryFolder();
  const cluster = await startEmbeddedCluster(folder.path, () => undefined);
  const close = async (): Promise<void> => {
    await cluster.stop();
    await rm(cluster.home, {recursive: true, force: true});
    await folder.remove();
  };
  return {cluster, close};
}

export interface RedeemGround {
  readonly app: App;
  readonly db: Db;
  readonly projectId: ProjectId;
  /** Headers of the server key. */
  readonly serverKey: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function redeemGround(): Promise<RedeemGround> {
  const {cluster, close: closeCluster} = await benchCluster();
  await createDatabase(cluster.adminUrl, 'bench', undefined);
  const {db, close: closeDatabase} = openDatabase(cluster.urlOf('bench'));
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
  const keys = makeProjectKeys(systemRandom);
  const project = {name: 'Bench', keys, currency: 'EUR', timeZone: 'UTC'};
  const projectId = await createDefaultProject(deps, project);
  const app = await buildApp(deps);
  const close = async (): Promise<void> => {
    await app.close();
    await live.close();
    await stamper.close();
    await closeDatabase();
    await closeCluster();
  };
  const serverKey = {'x-app-id': keys.server.appId, 'x-app-token': keys.server.token};
  return {app, db, projectId, serverKey, close};
}

/** Coupons of 1.00 with a limit that is never reached, through the API. */
export async function addCoupons({app, serverKey}: RedeemGround, codes: readonly string[]): Promise<void> {
  for (const code of codes) {
    const made = await app.inject({
      method: 'POST',
      url: `/v1/vouchers/${code}`,
      headers: {...serverKey, 'content-type': 'application/json'},
      payload: JSON.stringify({
        discount: {type: 'AMOUNT', amount_off: 100},
        redemption: {quantity: 1_000_000_000},
      }),
    });
    if (made.statusCode !== 200) throw new Error(made.body);
  }
}
