import {expect, test} from 'vitest';
import {scanModule} from './scan-module.ts';

function importsOf(text: string): readonly string[] {
  return scanModule('renderer/sell/cart.tsx', text).imports.map(i => i.target);
}

function globalsOf(text: string): readonly string[] {
  return [...scanModule('renderer/sell/cart.tsx', text).globals];
}

test.each([
  ["import {a} from './line.ts'", 'renderer/sell/line.ts'],
  ["import type {A} from '../pay/tender.ts'", 'renderer/pay/tender.ts'],
  ["import '../../sync/http/routes.ts'", 'sync/http/routes.ts'],
  ["export {a} from '../../shared/money/minor.ts'", 'shared/money/minor.ts'],
  ["export * from './line.ts'", 'renderer/sell/line.ts'],
  ["const a = await import('./line.ts')", 'renderer/sell/line.ts'],
  ["type A = import('./line.ts').A", 'renderer/sell/line.ts'],
  ["const a = require('pg')", 'pg'],
  ["import pg = require('pg')", 'pg'],
  ["new Worker(new URL('../uplink/worker.ts', import.meta.url))", 'renderer/uplink/worker.ts'],
  ["import url from './worker.ts?worker&url'", 'renderer/sell/worker.ts'],
  ["import {sha256} from '@noble/hashes/sha2.js'", '@noble/hashes'],
  ["import {readFile} from 'node:fs/promises'", 'node:fs'],
])('%s depends on %s', (text, target) => {
  expect(importsOf(text)).toEqual([target]);
});

test('imports in comments, strings and templates do not count', () => {
  expect(importsOf("// import './a.ts'\nconst a = \"import './b.ts'\", b = `import('./c.ts')`;")).toEqual([]);
});

test.each([
  ['const a = fetch(b)', ['fetch', 'b']],
  ['const now = Date.now()', ['Date.now', 'Date']],
  ['const at: Date = clock()', ['Date', 'clock']],
  ["const n = Math['random']()", ['Math.random', 'Math']],
  ['const o = {fetch}', ['fetch']],
  ['const e = <App />', []],
])('%s uses %j', (text, names) => {
  expect([...globalsOf(text)].sort()).toEqual([...names].sort());
});

test.each([
  'export function pull(fetch: () => void) { fetch(); }',
  'export const pull = ({fetch}: {fetch: () => void}) => fetch();',
  'export type Port = {fetch: (fetch: string) => void};',
  "import {fetch} from './port.ts'; fetch();",
  'export class Port { fetch() { return this.fetch; } }',
])('a fetch of its own is no global: %s', text => {
  expect(globalsOf(text)).not.toContain('fetch');
});

test('a file that does not parse is an error, not an empty module', () => {
  expect(() => scanModule('shared/money/minor.ts', 'export const = 1')).toThrow(/shared\/money\/minor\.ts/);
});
