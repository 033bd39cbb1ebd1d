import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from '@playwright/test';
import {ask} from './ask.ts';
import {test} from './desktop.ts';

const SECRET = 'till-token-6fd2c0b1e9';

/** Every byte the till keeps outside Chromium's own profile. */
function keptBytes(userData: string): string {
  const own = readdirSync(userData).filter(name => name.endsWith('.json') || name.startsWith('secrets'));
  return own.map(name => readFileSync(join(userData, name), 'latin1')).join('\n');
}

test('a secret survives a restart and is nowhere on the disk in clear', async ({launch, userData}) => {
  const first = await launch();
  const set = await ask(await first.firstWindow(), 'secret:set', {key: 'till.token', value: SECRET});
  expect(set.ok).toBe(true);
  await first.close();
  const kept = keptBytes(userData);
  expect(kept).toContain('till.token');
  expect(kept).not.toContain(SECRET);
  expect(kept).not.toContain(Buffer.from(SECRET).toString('base64'));

  const page = await (await launch()).firstWindow();
  expect(await ask(page, 'secret:get', {key: 'till.token'})).toMatchObject({ok: true, value: SECRET});
  await ask(page, 'secret:delete', {key: 'till.token'});
  expect(await ask(page, 'secret:get', {key: 'till.token'})).toMatchObject({ok: true, value: null});
});

test('a key store with a known password is told to the till', async ({page, till}) => {
  const backend = await till.evaluate(
    ({safeStorage}) => (process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'system'),
    undefined,
  );
  const set = await ask(page, 'secret:set', {key: 'till.token', value: SECRET});
  expect(set).toEqual({ok: true, weak: backend === 'basic_text'});
});

test('without a key store the till is told what to do, and nothing is written', async ({
  till,
  page,
  userData,
}) => {
  await till.evaluate(({safeStorage}) => {
    safeStorage.isAsyncEncryptionAvailable = async () => false;
  }, undefined);
  const set = await ask(page, 'secret:set', {key: 'till.token', value: SECRET});
  expect(set).toMatchObject({ok: false, code: 'no-key-store'});
  expect(keptBytes(userData)).not.toContain('till.token');
});
