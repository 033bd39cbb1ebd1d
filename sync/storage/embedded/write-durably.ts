import {open, rename} from 'node:fs/promises';
import {dirname} from 'node:path';

/** Writes `text` so that after a power cut the file is whole, with this text or as it was before; mode 0600. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const draft = `${path}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/** Names in `folder` are on the disk when this returns. Windows cannot, and keeps names in its own log. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const entry = await open(folder, 'r');
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}
