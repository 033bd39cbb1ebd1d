import {mkdtemp, readdir, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {writeDurably} from './write-durably.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-durably-'));
});
afterAll(() => rm(folder, {recursive: true}));

test('the file has the text and nobody else may read it; no draft stays', async () => {
  const path = join(folder, 'secret');
  await writeDurably(path, 'first\n');
  await writeDurably(path, 'second, longer\n');
  await writeDurably(path, 'third\n');
  expect(await readFile(path, 'utf8')).toBe('third\n');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['secret']);
});

test('where there is no folder it fails and leaves nothing', async () => {
  await expect(writeDurably(join(folder, 'none', 'secret'), 'x')).rejects.toThrow('ENOENT');
});
