import {type FileHandle, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {readPlace} from '../disk/place.ts';
import {syncFolder} from '../disk/sync-folder.ts';

/**
 * Moves what follows the last intact line out of the way. The tail is flushed to a file beside the journal before it
 * is cut off, so there is no moment without it.
 */
export async function cutTail(handle: FileHandle, file: string, soundBytes: number): Promise<void> {
  const {size} = await handle.stat();
  if (size <= soundBytes) return;
  const tail = await readPlace(handle, {byteOffset: soundBytes, byteLength: size - soundBytes});
  await writeFile(`${file}.cut-at-${soundBytes}-${size}`, tail, {mode: 0o600, flush: true});
  await syncFolder(dirname(file));
  await handle.truncate(soundBytes);
  await handle.datasync();
}
