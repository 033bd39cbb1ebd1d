/**
 * The PostgreSQL that comes with Counterfoil, under a data folder of its own: created at the first start, stopped
 * with the server, and the same data at the next. Only this machine can reach it, with a generated password.
 *
 * Always true: one server per data folder; the data is fsynced; a cluster is whole or not there.
 */
import {randomBytes} from 'node:crypto';
import {mkdir, readFile, rm, stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {CannotStart} from './cannot-start.ts';
import {type ClusterHome, findClusterHome, rememberHome} from './cluster-home.ts';
import {assertOwnedBy, assertSameMajor, initialiseCluster} from './initialise-cluster.ts';
import {lockDataFolder} from './lock-data-folder.ts';
import {findPostgresBinaries, type PostgresBinaries} from './postgres-binaries.ts';
import {postgresUser, type SystemUser} from './postgres-user.ts';
import {programsForUser} from './programs-for-user.ts';
import {type RunningPostgres, runPostgres} from './run-postgres.ts';
import {stopOrphan} from './stop-orphan.ts';
import {writeDurably} from './write-durably.ts';

export interface EmbeddedCluster {
  readonly adminUrl: string;
  urlOf(database: string): string;
  readonly ended: Promise<void>;
  /** Where its data is: the data folder, or a folder of the machine's that the data folder names. */
  readonly home: string;
  /** Stops PostgreSQL and gives the data folder back. */
  stop(): Promise<void>;
}

type Undo = (() => Promise<void>)[];
type Tell = (line: string) => void;

/**
 * Starts the cluster of `folder`, creating what is missing. `tell` gets a line before what takes seconds.
 * @throws CannotStart with the way out.
 */
export async function startEmbeddedCluster(folder: string, tell: Tell): Promise<EmbeddedCluster> {
  const undo: Undo = [];
  const undoAll = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    const {home, postgres} = await start(resolve(folder), tell, undo);
    const {adminUrl, urlOf, ended} = postgres;
    const stop = async (): Promise<void> => {
      await postgres.stop();
      await undoAll();
    };
    return {adminUrl, urlOf, ended, home, stop};
  } catch (error) {
    await undoAll();
    throw error;
  }
}

async function start(
  dataDir: string,
  tell: Tell,
  undo: Undo,
): Promise<{readonly home: string; readonly postgres: RunningPostgres}> {
  await takeDataFolder(dataDir, undo);
  const user = await postgresUser();
  const installed = await findPostgresBinaries();
  const binaries = user === null ? installed : await programsForUser(installed, user, tell);
  const password = await readOrMakePassword(join(dataDir, 'postgres-password'));
  const home = await findClusterHome(dataDir, user, tell);
  // A copy of the data folder names the same home.
  if (!home.isDataFolder) undo.push(await lockDataFolder(home.folder));
  await makeReady({dataDir, home, binaries, password, user, tell});
  const dataFolder = join(home.folder, 'postgres');
  const logFile = join(dataDir, 'postgres.log');
  return {home: home.folder, postgres: await runPostgres({binaries, dataFolder, logFile, password, user})};
}

async function takeDataFolder(dataDir: string, undo: Undo): Promise<void> {
  try {
    await mkdir(dataDir, {recursive: true, mode: 0o711});
    undo.push(await lockDataFolder(dataDir));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw cause;
    throw new CannotStart(
      `This user may not write to the data folder ${dataDir} (${code}). ` +
        'Start the server as the user who made it, or with another DATA_DIR.',
      {cause},
    );
  }
}

interface Making {
  readonly dataDir: string;
  readonly home: ClusterHome;
  readonly binaries: PostgresBinaries;
  readonly password: string;
  readonly user: SystemUser | null;
  readonly tell: Tell;
}

/** A whole cluster of this user's that nobody runs. */
async function makeReady({dataDir, home, binaries, password, user, tell}: Making): Promise<void> {
  const place = join(home.folder, 'postgres');
  if (await exists(place)) {
    await assertOwnedBy(user, place);
    await assertSameMajor(binaries, place);
    if (await stopOrphan(place, password))
      tell('Stopped the database of an earlier start that did not end well.');
    return;
  }
  tell(`Creating a database in ${place}.`);
  try {
    await initialiseCluster(binaries, place, password, user);
    if (home.isNew) await rememberHome(dataDir, home.folder);
  } catch (error) {
    if (home.isNew) await rm(home.folder, {recursive: true, force: true});
    throw error;
  }
}

async function readOrMakePassword(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null && kept.trim() !== '') return kept.trim();
  const password = randomBytes(24).toString('base64url');
  // On the disk before there is a database that knows no other.
  await writeDurably(file, `${password}\n`);
  return password;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
