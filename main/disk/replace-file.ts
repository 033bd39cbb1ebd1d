import {randomUUID} from 'node:crypto';
import {mkdir, open, rename, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {syncFolder} from './sync-folder.ts';

/**
 * Writes `content` so that the file is afterwards the old one or the new one, whole, whatever happens in between.
 * `mode` is the permission of the new file. Rejects with the file system's error; nothing is left behind then.
 */
export async function replaceFile(file: string, content: string | Buffer, mode = 0o600): Promise<void> {
  await mkdir(dirname(file), {recursive: true});
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(draft, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, {force: true});
    throw error;
  }
  await syncFolder(dirname(file));
}
