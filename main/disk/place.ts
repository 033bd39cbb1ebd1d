import type {FileHandle} from 'node:fs/promises';

/** A stretch of a file. */
export interface Place {
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** The bytes at `place`; what lies beyond the end of the file reads as zeros. */
export async function readPlace(handle: FileHandle, {byteOffset, byteLength}: Place): Promise<Buffer> {
  const bytes = Buffer.alloc(byteLength);
  for (let done = 0; done < byteLength; ) {
    const {bytesRead} = await handle.read(bytes, done, byteLength - done, byteOffset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes;
}

/** Writes all of `text` at `byteOffset` and returns after it is flushed to the disk. */
export async function writeFlushed(handle: FileHandle, text: string, byteOffset: number): Promise<void> {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    const {bytesWritten} = await handle.write(bytes, done, bytes.length - done, byteOffset + done);
    done += bytesWritten;
  }
  await handle.datasync();
}
