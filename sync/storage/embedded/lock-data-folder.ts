/**
 * One server per data folder: a file with the process that holds it. The file of a process that is gone, or whose
 * number now belongs to another, is taken over.
 */
import {open, readFile, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {z} from 'zod';
import {CannotStart} from './cannot-start.ts';
import {isRunning, processMark} from './process-mark.ts';

const holderSchema = z.object({pid: z.int().positive(), mark: z.string()});
type Holder = z.output<typeof holderSchema>;

const attempts = 5;

/**
 * Takes the folder and answers what gives it back.
 * @throws CannotStart while another server runs on it.
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'server.lock');
  const me: Holder = {pid: process.pid, mark: await processMark(process.pid)};
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (await create(file, JSON.stringify(me))) return () => rm(file, {force: true});
    const text = await readFile(file, 'utf8').catch(() => '');
    const holder = parseHolder(text);
    if (holder !== null && (await isAlive(holder))) {
      throw new CannotStart(
        `The data folder ${folder} is in use by the server with process number ${holder.pid}. ` +
          'Stop that one, or start this one with another DATA_DIR.',
      );
    }
    await setAside(file, text);
  }
  throw new CannotStart(`The lock ${file} changes all the time: several servers start at once. Start one.`);
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a stale lock away; if another server replaced it in between, puts that one's back. */
async function setAside(file: string, expected: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  const found = await readFile(aside, 'utf8');
  if (found === expected) await rm(aside);
  else await rename(aside, file);
}

/** A lock that cannot be read was cut off by a crash while it was written. */
function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.pid === process.pid || !isRunning(holder.pid)) return false;
  return holder.mark === '' || holder.mark === (await processMark(holder.pid));
}
