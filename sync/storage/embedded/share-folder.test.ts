import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {shareFolder} from './share-folder.ts';

let root: string;
let source: string;
let shelf: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'share-folder-'));
  source = join(root, 'native');
  shelf = join(root, 'shelf');
  await mkdir(join(source, 'bin'), {recursive: true, mode: 0o700});
  await mkdir(join(source, 'lib'), {mode: 0o700});
  await writeFile(join(source, 'bin/postgres'), '#!/bin/sh\n', {mode: 0o700});
  await writeFile(join(source, 'lib/libpq.so.5.18'), 'library', {mode: 0o600});
  await symlink('libpq.so.5.18', join(source, 'lib/libpq.so'));
});
afterEach(() => rm(root, {recursive: true, force: true}));

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

test('the copy is readable by everyone, writable by its maker, and its links are links', async () => {
  const {path, copied} = await shareFolder(source, shelf, 'postgresql-18');
  expect(copied).toBe(true);
  expect(path).toMatch(/\/shelf\/postgresql-18-[0-9a-f]{16}$/);
  const modes = await Promise.all(
    ['.', 'bin', 'bin/postgres', 'lib/libpq.so.5.18'].map(p => modeOf(join(path, p))),
  );
  expect(modes).toEqual(['755', '755', '755', '644']);
  expect(await readlink(join(path, 'lib/libpq.so'))).toBe('libpq.so.5.18');
  expect(await modeOf(shelf)).toBe('755');
});

test('the source keeps its permissions', async () => {
  await shareFolder(source, shelf, 'p');
  expect([await modeOf(source), await modeOf(join(source, 'bin/postgres'))]).toEqual(['700', '700']);
});

test('the second time the copy is used as it is', async () => {
  const first = await shareFolder(source, shelf, 'p');
  const {ino} = await stat(first.path);
  expect(await shareFolder(source, shelf, 'p')).toEqual({path: first.path, copied: false});
  expect((await stat(first.path)).ino).toBe(ino);
});

test.each([
  ['lost a file', (copy: string) => rm(join(copy, 'lib/libpq.so.5.18'))],
  ['has another byte', (copy: string) => writeFile(join(copy, 'lib/libpq.so.5.18'), 'librarz')],
  ['lost a link', (copy: string) => rm(join(copy, 'lib/libpq.so'))],
  ['has a program that cannot be run', (copy: string) => chmod(join(copy, 'bin/postgres'), 0o644)],
])('a copy that %s is replaced', async (_, damage) => {
  const {path} = await shareFolder(source, shelf, 'p');
  await damage(path);
  expect(await shareFolder(source, shelf, 'p')).toEqual({path, copied: true});
  expect(await readFile(join(path, 'lib/libpq.so'), 'utf8')).toBe('library');
  expect(await readdir(shelf)).toHaveLength(1);
});

test('other content of the same version gets another name', async () => {
  const before = await shareFolder(source, shelf, 'p');
  await writeFile(join(source, 'bin/postgres'), '#!/bin/sh\nexit\n');
  expect((await shareFolder(source, shelf, 'p')).path).not.toBe(before.path);
});

test('several servers at once end with one whole copy and no leftovers', async () => {
  const all = await Promise.all(Array.from({length: 4}, () => shareFolder(source, shelf, 'p')));
  expect(new Set(all.map(one => one.path)).size).toBe(1);
  expect(await readdir(shelf)).toHaveLength(1);
  expect(await readFile(join(all[0]?.path ?? '', 'lib/libpq.so'), 'utf8')).toBe('library');
});

test('what a killed server was copying is removed', async () => {
  const {path} = await shareFolder(source, shelf, 'p');
  await rm(path, {recursive: true});
  await mkdir(`${path}.draft-999999999-ab/bin`, {recursive: true});
  await shareFolder(source, shelf, 'p');
  expect(await readdir(shelf)).toHaveLength(1);
});

test('a copy that others could write to is not run', async () => {
  const {path} = await shareFolder(source, shelf, 'p');
  await chmod(path, 0o777);
  await expect(shareFolder(source, shelf, 'p')).rejects.toThrow('can be changed by another user');
});
