import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {KeyStore} from './key-store.ts';
import {openSecrets} from './secrets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
});
afterEach(() => rm(folder, {recursive: true}));

const file = () => join(folder, 'secrets.json');

/** Seals by turning the text round, and knows its own seals by a mark. */
function keyStore(changes: Partial<KeyStore> = {}): KeyStore {
  return {
    available: async () => true,
    weak: () => false,
    seal: async text => Buffer.from(`sealed:${[...text].reverse().join('')}`),
    open: async sealed => {
      const text = sealed.toString();
      if (!text.startsWith('sealed:')) throw new Error('not my seal');
      return {text: [...text.slice('sealed:'.length)].reverse().join(''), stale: false};
    },
    ...changes,
  };
}

const secrets = (changes?: Partial<KeyStore>) => openSecrets(file(), keyStore(changes), () => 1_000);

test('[SE1] a secret is read back after a restart and is not in the file in clear', async () => {
  expect(await secrets().set('till.token', 'hush-hush')).toEqual({ok: true, weak: false});
  expect(await secrets().get('till.token')).toEqual({ok: true, weak: false, value: 'hush-hush'});
  const content = await readFile(file(), 'utf8');
  for (const clear of ['hush-hush', Buffer.from('hush-hush').toString('base64').slice(0, 10)])
    expect(content).not.toContain(clear);
});

test('a secret that was never set, or was deleted, is null', async () => {
  const s = secrets();
  expect(await s.get('till.token')).toEqual({ok: true, weak: false, value: null});
  await s.set('till.token', 'x');
  expect(await s.delete('till.token')).toEqual({ok: true});
  expect(await s.get('till.token')).toMatchObject({value: null});
});

test('[SE2] secrets set at the same time are all kept', async () => {
  const s = secrets();
  await Promise.all(['a', 'b', 'c', 'd'].map(key => s.set(key, key.toUpperCase())));
  await s.delete('b');
  for (const key of ['a', 'c', 'd']) expect(await s.get(key)).toMatchObject({value: key.toUpperCase()});
});

test('[SE1] without a key store nothing is written and the remedy is told', async () => {
  const none = secrets({available: async () => false});
  expect(await none.set('till.token', 'x')).toMatchObject({ok: false, code: 'no-key-store'});
  const got = await none.get('till.token');
  expect(got).toMatchObject({ok: false, code: 'no-key-store'});
  expect(got.ok ? '' : got.message).toContain('GNOME Keyring');
  expect(await readdir(folder)).toEqual([]);
});

test('a key store that refuses to seal leaves the old secret in place', async () => {
  await secrets().set('till.token', 'old');
  const locked = secrets({seal: () => Promise.reject(new Error('locked'))});
  expect(await locked.set('till.token', 'new')).toMatchObject({ok: false, code: 'no-key-store'});
  expect(await secrets().get('till.token')).toMatchObject({value: 'old'});
});

test('a weak key store is said to be weak', async () => {
  const weak = secrets({weak: () => true});
  expect(await weak.set('till.token', 'x')).toEqual({ok: true, weak: true});
  expect(await weak.get('till.token')).toMatchObject({weak: true, value: 'x'});
});

test('[SE3] a secret sealed by another key store is reported, not taken for absent, and kept', async () => {
  await secrets().set('other', 'y');
  await writeFile(file(), JSON.stringify({'till.token': Buffer.from('elsewhere').toString('base64')}));
  expect(await secrets().get('till.token')).toMatchObject({ok: false, code: 'unreadable'});
  expect(await readFile(file(), 'utf8')).toContain('till.token');
});

test('[SE3] a damaged file is reported, and kept aside when a new secret is written', async () => {
  await writeFile(file(), '{"till.token": "tru');
  expect(await secrets().get('till.token')).toMatchObject({ok: false, code: 'unreadable'});
  expect(await secrets().set('fresh', 'z')).toMatchObject({ok: true});
  expect(await secrets().get('fresh')).toMatchObject({value: 'z'});
  expect(await readdir(folder)).toEqual(['secrets.json', 'secrets.json.damaged-1000']);
});

test('a secret under an outdated key is sealed again when it is read', async () => {
  await secrets().set('till.token', 'x');
  const before = await readFile(file(), 'utf8');
  const rotated = secrets({
    open: async () => ({text: 'x', stale: true}),
    seal: async text => Buffer.from(`newly-sealed:${text.length}`),
  });
  expect(await rotated.get('till.token')).toMatchObject({value: 'x'});
  expect(await readFile(file(), 'utf8')).not.toBe(before);
});

test('a disk that takes no file is a refusal', async () => {
  await writeFile(join(folder, 'plain'), '');
  const nowhere = openSecrets(join(folder, 'plain/secrets.json'), keyStore(), () => 0);
  expect(await nowhere.set('till.token', 'x')).toMatchObject({ok: false, code: 'write-failed'});
});

test('a key named like a property of every object is absent until it is set', async () => {
  expect(await secrets().get('constructor')).toMatchObject({ok: true, value: null});
});
