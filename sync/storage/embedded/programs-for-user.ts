/**
 * Which copy of PostgreSQL's programs its system user runs: the installed one where that user reaches it, otherwise
 * (a clone under /root, say) a copy that everyone can read. No folder of the user's is opened for it.
 */
import {execFile} from 'node:child_process';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {CannotStart} from './cannot-start.ts';
import {machineFolder} from './machine-folder.ts';
import {type PostgresBinaries, programsIn} from './postgres-binaries.ts';
import {closedFolder, type SystemUser} from './postgres-user.ts';
import {shareFolder} from './share-folder.ts';

const run = promisify(execFile);

/** Tried in this order. The second is lost with a restart of the machine, and then made again. */
const usualShelves: readonly string[] = [machineFolder, tmpdir()];

/**
 * Answers programs that `user` can run; `tell` gets a line when they have to be copied.
 * @throws CannotStart naming every place that was tried, and the way out.
 */
export async function programsForUser(
  installed: PostgresBinaries,
  user: SystemUser,
  tell: (line: string) => void,
  shelves: readonly string[] = usualShelves,
): Promise<PostgresBinaries> {
  const problem = await whyNotRunnable(installed, user);
  if (problem === null) return installed;
  const tried = [`${installed.folder}: ${problem}`];
  for (const shelf of shelves) {
    try {
      const shared = await shareFolder(installed.folder, shelf, `postgresql-${installed.version}`);
      const programs = programsIn(shared.path, installed.version);
      const stillNot = await whyNotRunnable(programs, user);
      if (stillNot === null) {
        if (shared.copied) tell(`PostgreSQL's programs were copied to ${shared.path}, because ${problem}.`);
        return programs;
      }
      tried.push(`${shared.path}: ${stillNot}`);
    } catch (error) {
      tried.push(`${shelf}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new CannotStart(
    `As root, PostgreSQL runs as the system user "postgres", and that one can run its programs nowhere:\n` +
      `${tried.map(line => `  ${line}`).join('\n')}\n` +
      `Make ${shelves[0]} writable, or set TMPDIR to a folder that everyone may enter and run programs from; ` +
      'or start the server as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

/** Null when they run. Running one is the proof: file systems and access lists have more ways to refuse than modes. */
async function whyNotRunnable(programs: PostgresBinaries, user: SystemUser): Promise<string | null> {
  const closed = await closedFolder(join(programs.folder, 'share', 'postgresql'), user);
  if (closed !== null) return `the user "postgres" may not enter ${closed}`;
  try {
    await run(programs.postgres, ['--version'], {...user, cwd: '/'});
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return `the user "postgres" may not run ${programs.postgres} (${code})`;
  }
}
