/** The server from nothing to listening, and back. Every step that was taken is undone in reverse, also on failure. */

import {readFile, stat} from 'node:fs/promises';
import {isIP} from 'node:net';
import {join} from 'node:path';
import {z} from 'zod';
import {keepFeed} from '../changes/keep-feed.ts';
import {makeStamper} from '../changes/stamper.ts';
import {applyEdit} from '../edits/apply-edit.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {buildApp} from '../http/build-app.ts';
import {retryQuarantined} from '../intake/retry-quarantined.ts';
import {makeLiveHub} from '../live/live-hub.ts';
import {checkConnection} from '../storage/check-connection.ts';
import {openDatabase} from '../storage/database.ts';
import {pgFeedBook} from '../storage/documents/pg-feed-book.ts';
import {CannotStart} from '../storage/embedded/cannot-start.ts';
import {startEmbeddedCluster} from '../storage/embedded/embedded-cluster.ts';
import {ensureDatabase} from '../storage/embedded/ensure-database.ts';
import {pgLiveBook} from '../storage/live/pg-live-book.ts';
import {migrate} from '../storage/migrate.ts';
import {pgSyncStore} from '../storage/pg-sync-store.ts';
import {listProjects} from '../storage/projects/list-projects.ts';
import type {Config} from './config.ts';
import {firstStart} from './first-start.ts';
import {assertPortFree} from './port-free.ts';
import {systemClock} from './system-clock.ts';
import {systemRandom} from './system-random.ts';

export interface RunningServer {
  /** Where people open it. */
  readonly address: string;
  readonly usesEmbeddedDatabase: boolean;
  readonly servesTill: boolean;
  /** Resolves when the embedded database ends by itself; never for another. */
  readonly databaseEnded: Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly config: Config;
  readonly mode: AppDeps['mode'];
  readonly tell: (line: string) => void;
  readonly logFailure: AppDeps['logFailure'];
}

/** This file is two folders below the package, as source and as bundle. */
const packageFolder = join(import.meta.dirname, '..', '..');

/** @throws CannotStart with the way out. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    return {...(await start(options, undo)), stop};
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  {config, mode, tell, logFailure}: StartOptions,
  undo: (() => Promise<void>)[],
): Promise<Omit<RunningServer, 'stop'>> {
  if (mode === 'demo' && !isLoopback(config.HOST)) {
    throw new CannotStart(
      `The demo's keys are known to everyone, so it listens on this machine only, not on ${config.HOST}. ` +
        'Leave HOST empty, or start without --demo.',
    );
  }
  await assertPortFree(config.PORT, config.HOST);
  const database = await openStore(config, tell, undo);
  const stamper = makeStamper(pgFeedBook(database.db), logFailure);
  const deps: AppDeps = {
    db: database.db,
    store: pgSyncStore(database.db, applyEdit),
    clock: systemClock,
    random: systemRandom,
    stamper,
    live: makeLiveHub(pgLiveBook(database.db), systemClock, logFailure),
    mode,
    version: await packageVersion(),
    allowedOrigins: config.ALLOWED_ORIGINS,
    trustedProxies: config.TRUSTED_PROXIES,
    rendererFolder: await builtRenderer(),
    logFailure,
  };
  const app = await buildApp(deps);
  undo.push(stamper.close, deps.live.close, () => app.close());
  const timeZone = config.TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  await firstStart({app, deps, currency: config.CURRENCY, timeZone, tell});
  // What an older version kept because it did not understand it, this one may.
  for (const {projectId} of await listProjects(deps.db)) await retryQuarantined(deps, projectId, null);
  await app.listen({port: config.PORT, host: config.HOST});
  undo.push(keepFeed(deps));
  return {
    address: `http://${addressHost(config.HOST)}:${config.PORT}/`,
    usesEmbeddedDatabase: config.DATABASE_URL === undefined,
    servesTill: deps.rendererFolder !== null,
    databaseEnded: database.ended,
  };
}

async function openStore(config: Config, tell: (line: string) => void, undo: (() => Promise<void>)[]) {
  const cluster =
    config.DATABASE_URL === undefined ? await startEmbeddedCluster(config.DATA_DIR, tell) : null;
  if (cluster !== null) {
    undo.push(cluster.stop);
    await ensureDatabase(cluster.adminUrl, 'counterfoil');
  }
  const url = config.DATABASE_URL ?? cluster?.urlOf('counterfoil') ?? '';
  const {db, close} = openDatabase(url);
  undo.push(close);
  await checkConnection(db, url);
  await migrate(db);
  return {db, ended: cluster?.ended ?? new Promise<void>(() => undefined)};
}

async function packageVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  return z.object({version: z.string()}).parse(manifest).version;
}

async function builtRenderer(): Promise<string | null> {
  const folder = join(packageFolder, 'dist', 'renderer');
  const built = await stat(join(folder, 'index.html')).catch(() => undefined);
  return built === undefined ? null : folder;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function addressHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return isIP(host) === 6 ? `[${host}]` : host;
}
