/**
 * The PostgreSQL that comes with Counterfoil, under a data folder of its own: created at the first start, stopped
 * with the server, and the same data at the next. Only this machine can reach it, with a generated password.
 *
 * Always true: one server per data folder; the data is fsynced; a cluster is whole or not there.
 */
import {randomBytes} from 'node:crypto';
import {chmod, mkdir, readFile, stat, writeFile} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {assertSameMajor, initialiseCluster} from './initialise-cluster.ts';
import {lockDataFolder} from './lock-data-folder.ts';
import {findPostgresBinaries, type PostgresBinaries} from './postgres-binaries.ts';
import {assertReachable, postgresUser, type SystemUser} from './postgres-user.ts';
import {type RunningPostgres, runPostgres} from './run-postgres.ts';
import {stopOrphan} from './stop-orphan.ts';

export interface EmbeddedCluster {
  readonly adminUrl: string;
  urlOf(database: string): string;
  readonly ended: Promise<void>;
  /** Stops PostgreSQL and gives the data folder back. */
  stop(): Promise<void>;
}

/**
 * Starts the cluster of `folder`, creating what is missing. `tell` gets a line before what takes seconds.
 * @throws CannotStart with the way out.
 */
export async function startEmbeddedCluster(
  folder: string,
  tell: (line: string) => void,
): Promise<EmbeddedCluster> {
  const dataDir = resolve(folder);
  await mkdir(dataDir, {recursive: true, mode: 0o711});
  const unlock = await lockDataFolder(dataDir);
  try {
    const postgres = await start(dataDir, tell);
    const {adminUrl, urlOf, ended} = postgres;
    const stop = async (): Promise<void> => {
      await postgres.stop();
      await unlock();
    };
    return {adminUrl, urlOf, ended, stop};
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function start(dataDir: string, tell: (line: string) => void): Promise<RunningPostgres> {
  const binaries = await findPostgresBinaries();
  const user = await postgresUser();
  if (user !== null) await letIn(user, dataDir, binaries);
  const place = join(dataDir, 'postgres');
  const password = await readOrMakePassword(join(dataDir, 'postgres-password'));
  if (await exists(place)) {
    await assertSameMajor(binaries, place);
    if (await stopOrphan(place, password))
      tell('Stopped the database of an earlier start that did not end well.');
  } else {
    tell(`Creating a database in ${place}.`);
    await initialiseCluster(binaries, place, password, user);
  }
  const logFile = join(dataDir, 'postgres.log');
  return runPostgres({binaries, dataFolder: place, logFile, password, user});
}

/** The data folder itself is ours to open for passing through; what lies above it is not. */
async function letIn(user: SystemUser, dataDir: string, binaries: PostgresBinaries): Promise<void> {
  const {mode} = await stat(dataDir);
  if ((mode & 0o001) === 0) await chmod(dataDir, (mode | 0o011) & 0o777);
  await assertReachable(dataDir, user);
  await assertReachable(dirname(binaries.postgres), user);
}

async function readOrMakePassword(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null && kept.trim() !== '') return kept.trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, `${password}\n`, {mode: 0o600});
  return password;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
