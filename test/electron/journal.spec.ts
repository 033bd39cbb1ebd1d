import {createHash} from 'node:crypto';
import {expect} from '@playwright/test';
import {ask} from './ask.ts';
import {test} from './desktop.ts';

const deviceId = 'dev_spec';

function record(seq: number) {
  const body = JSON.stringify({sale: seq, note: 'Zoë'});
  return {seq, hash: createHash('sha256').update(body).digest('hex'), body};
}

test('what the journal promised survives kill -9 of everything', async ({launch}) => {
  const first = await launch();
  const page = await first.firstWindow();
  for (const seq of [1, 2, 3]) {
    const answer = await ask(page, 'journal:append', {deviceId, records: [record(seq)]});
    expect(answer).toMatchObject({ok: true, headSeq: seq});
  }
  await first.kill();

  const after = await (await launch()).firstWindow();
  expect(await ask(after, 'journal:read', {deviceId, afterSeq: 0})).toEqual({
    ok: true,
    records: [record(1), record(2), record(3)],
    more: false,
    headSeq: 3,
    damage: [],
  });
  const again = {deviceId, records: [record(3), record(4)]};
  expect(await ask(after, 'journal:append', again)).toMatchObject({ok: true, written: 1, headSeq: 4});
});

test('a gap and a second record under one number are refused', async ({page}) => {
  await ask(page, 'journal:append', {deviceId, records: [record(1)]});
  expect(await ask(page, 'journal:append', {deviceId, records: [record(3)]})).toMatchObject({
    code: 'out-of-order',
  });
  const other = {...record(2), seq: 1};
  expect(await ask(page, 'journal:append', {deviceId, records: [other]})).toMatchObject({
    code: 'conflict',
    seq: 1,
  });
});
