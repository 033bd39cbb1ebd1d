/**
 * An Electron distribution with nothing in it: what electron-builder copies and alters, in the smallest form it
 * accepts. Packing with it proves what goes into the archive and which fuses are set, not that the result runs.
 */
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {createPackage} from '@electron/asar';

/** The mark by which tools find the fuse wire in Electron's binary: mark, version, count, one character a fuse. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_COUNT = 8;

export async function makeStandinDistribution(folder: string, electronVersion: string): Promise<void> {
  mkdirSync(join(folder, 'resources'), {recursive: true});
  const unset = '0'.repeat(FUSE_COUNT);
  const binary = Buffer.from(`${FUSE_MARK}${String.fromCharCode(1, FUSE_COUNT)}${unset} the rest`, 'latin1');
  writeFileSync(join(folder, 'electron'), binary);
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), electronVersion);
  const defaultApp = `${folder}-default-app`;
  mkdirSync(defaultApp);
  writeFileSync(join(defaultApp, 'package.json'), '{"name": "default-app", "version": "0.0.0"}');
  await createPackage(defaultApp, join(folder, 'resources/default_app.asar'));
}

/** The fuses of a packed binary in Electron's order: true is on. */
export function readFuses(binary: string): boolean[] {
  const bytes = readFileSync(binary);
  const start = bytes.indexOf(FUSE_MARK) + FUSE_MARK.length;
  const count = bytes.readUInt8(start + 1);
  return [...bytes.subarray(start + 2, start + 2 + count)].map(fuse => fuse === '1'.charCodeAt(0));
}
