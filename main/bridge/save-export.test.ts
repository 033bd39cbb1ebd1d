import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {saveExport} from './save-export.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(() => rm(folder, {recursive: true}));

const dialog = (filePath: string, canceled = false) => ({showSaveDialog: async () => ({canceled, filePath})});

test('the text is written where the person chose; the answer counts bytes, not letters', async () => {
  const file = join(folder, 'day.csv');
  expect(await saveExport(dialog(file), 'day.csv', 'Zoë')).toEqual({ok: true, byteLength: 4});
  expect(await readFile(file, 'utf8')).toBe('Zoë');
});

test('a cancelled dialog writes nothing', async () => {
  expect(await saveExport(dialog('', true), 'day.csv', 'x')).toMatchObject({ok: false, code: 'cancelled'});
});

test('a place that cannot be written is a refusal', async () => {
  const answer = await saveExport(dialog(folder), 'day.csv', 'x');
  expect(answer).toMatchObject({ok: false, code: 'write-failed'});
});
