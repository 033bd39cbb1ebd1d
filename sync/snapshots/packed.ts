import {promisify} from 'node:util';
import {gunzip, gzip} from 'node:zlib';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** A chunk's bytes. */
export function packed(lines: readonly string[]): Promise<Buffer> {
  return zip(`${lines.join('\n')}\n`, {level: 6});
}

export async function unpacked(chunk: Uint8Array): Promise<string> {
  return (await unzip(chunk)).toString('utf8');
}
