import {open} from 'node:fs/promises';

/**
 * Makes a new, renamed or removed name in `folder` survive a power cut. Windows cannot open a folder and
 * does not need it: NTFS journals names.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
