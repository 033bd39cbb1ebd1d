import {constants, type FileHandle, mkdir, open} from 'node:fs/promises';
import {dirname} from 'node:path';
import {writeFlushed} from '../disk/place.ts';
import {syncFolder} from '../disk/sync-folder.ts';
import {cutTail} from './cut-tail.ts';
import {type JournalFile, journalFile} from './journal-file.ts';
import {journalHeader} from './journal-line.ts';
import {scanJournal} from './scan-journal.ts';
import {splitLines} from './split-lines.ts';

/**
 * Opens the journal of `deviceId` in `file`, or starts it. Undefined when the file is the journal of another
 * device or of another format; it is left untouched then. Rejects with the file system's error.
 */
export async function openJournalFile(file: string, deviceId: string): Promise<JournalFile | undefined> {
  await mkdir(dirname(file), {recursive: true});
  const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const journal = await mend(handle, file, deviceId);
    if (journal === undefined) await handle.close();
    return journal;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function mend(handle: FileHandle, file: string, deviceId: string): Promise<JournalFile | undefined> {
  const header = journalHeader(deviceId);
  const scan = await scanJournal(splitLines(chunksOf(handle)), header);
  if (scan.foreign) return undefined;
  await cutTail(handle, file, scan.soundBytes);
  if (scan.soundBytes > 0) return journalFile(handle, scan);
  const headerLine = `${header.text}\n`;
  await writeFlushed(handle, headerLine, 0);
  await syncFolder(dirname(file));
  return journalFile(handle, {...scan, soundBytes: Buffer.byteLength(headerLine)});
}

function chunksOf(handle: FileHandle): AsyncIterable<Buffer> {
  return handle.createReadStream({start: 0, autoClose: false, highWaterMark: 1 << 20});
}
