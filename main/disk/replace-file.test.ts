import {chmod, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {replaceFile} from './replace-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replace-'));
});
afterEach(() => rm(folder, {recursive: true}));

test('the new content takes the place of the old, readable by its owner only, and leaves no draft', async () => {
  const file = join(folder, 'deep/er/secrets.json');
  await replaceFile(file, 'old and longer');
  await chmod(file, 0o644);
  await replaceFile(file, 'new');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect((await stat(file)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  expect(await readdir(join(folder, 'deep/er'))).toEqual(['secrets.json']);
});

test('a write that fails leaves what was there and no draft', async () => {
  const target = join(folder, 'a-folder');
  await replaceFile(join(target, 'inside'), 'x');
  await expect(replaceFile(target, 'new')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['a-folder']);
});

test('readers at any moment see the old or the new content, whole', async () => {
  const file = join(folder, 'f');
  const versions = ['a'.repeat(100_000), 'b'.repeat(100_000)];
  await writeFile(file, String(versions[0]));
  let done = false;
  const writing = (async () => {
    for (let n = 0; n < 20; n += 1) await replaceFile(file, String(versions[n % 2]));
    done = true;
  })();
  while (!done) expect(versions).toContain(await readFile(file, 'utf8'));
  await writing;
});
