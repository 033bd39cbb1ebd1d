import {expect, test} from 'vitest';
import {readBootId} from './boot-id.ts';

test.runIf(process.platform === 'linux')('two starts in one run of a Linux machine share its name', () => {
  expect(readBootId('linux')).toMatch(/^[0-9a-f-]{36}$/);
  expect(readBootId('linux')).toBe(readBootId('linux'));
});

test('where the system gives no name, no two starts share one', () => {
  expect(readBootId('win32')).not.toBe(readBootId('win32'));
});
