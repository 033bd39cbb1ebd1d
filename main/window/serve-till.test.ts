import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {serveTill} from './serve-till.ts';

let folder: string;
let serve: (request: Request) => Promise<Response>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'till-'));
  await mkdir(join(folder, 'renderer/assets'), {recursive: true});
  await mkdir(join(folder, 'renderer-private'));
  await writeFile(join(folder, 'renderer/index.html'), '<p>till</p>');
  await writeFile(join(folder, 'renderer/assets/till.js'), 'export {};');
  await writeFile(join(folder, 'private.txt'), 'private');
  await writeFile(join(folder, 'renderer-private/private.txt'), 'private');
  serve = serveTill(join(folder, 'renderer'));
});
afterAll(() => rm(folder, {recursive: true}));

const get = (address: string, method = 'GET') => serve(new Request(address, {method}));

test.each([
  ['app://counterfoil/', 'text/html; charset=utf-8'],
  ['app://counterfoil/index.html', 'text/html; charset=utf-8'],
  ['app://counterfoil/pay/cash?sale=1', 'text/html; charset=utf-8'],
  ['app://counterfoil/assets/till.js', 'text/javascript; charset=utf-8'],
])('%s is served as %s', async (address, type) => {
  const response = await get(address);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(type);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test.each([
  'app://counterfoil/../private.txt',
  'app://counterfoil/%2e%2e/private.txt',
  'app://counterfoil/..%2fprivate.txt',
  'app://counterfoil/assets/..%2f..%2fprivate.txt',
  'app://counterfoil/..%2frenderer-private/private.txt',
  'app://counterfoil/..%5cprivate.txt',
  'app://counterfoil//private.txt',
  'app://counterfoil/%00.js',
  'app://counterfoil/%E0%A4%A.js',
  'app://counterfoil/nothing.js',
  'app://elsewhere/index.html',
])('%s is refused', async address => {
  const response = await get(address);
  expect([403, 404]).toContain(response.status);
  expect(await response.text()).not.toContain('private');
});

test('writing to the till is refused', async () => {
  expect((await get('app://counterfoil/', 'POST')).status).toBe(405);
});

test('every answer carries the policy, a refusal too', async () => {
  for (const address of ['app://counterfoil/', 'app://counterfoil/nothing.js', 'app://counterfoil/%00.js'])
    expect((await get(address)).headers.get('content-security-policy')).toContain("script-src 'self';");
});
