import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from '@playwright/test';
import {ask} from './ask.ts';
import {test} from './desktop.ts';

test('an export is written where the person chose', async ({till, page, userData}) => {
  const chosen = join(userData, 'chosen.csv');
  await till.evaluate(({dialog}, filePath) => {
    dialog.showSaveDialog = (async () => ({canceled: false, filePath})) as typeof dialog.showSaveDialog;
  }, chosen);
  const saved = await ask(page, 'export:save', {suggestedName: 'sales.csv', text: 'sale;12,50 €\n'});
  expect(saved).toEqual({ok: true, byteLength: Buffer.byteLength('sale;12,50 €\n')});
  expect(readFileSync(chosen, 'utf8')).toBe('sale;12,50 €\n');
});

test('a dialog that is closed saves nothing and is no error', async ({till, page}) => {
  await till.evaluate(({dialog}) => {
    dialog.showSaveDialog = (async () => ({canceled: true, filePath: ''})) as typeof dialog.showSaveDialog;
  }, undefined);
  const saved = await ask(page, 'export:save', {suggestedName: 'sales.csv', text: 'x'});
  expect(saved).toMatchObject({ok: false, code: 'cancelled'});
});
