import {expect, test} from 'vitest';
import {serverAddress} from './server-address.ts';

test.each([
  ['http://127.0.0.1:4100/', 'http://127.0.0.1:4100'],
  ['http://localhost:5000', 'http://localhost:5000'],
  ['https://shop.example/path', 'https://shop.example'],
  ['http://shop.example', null],
  ['http://127.0.0.1.evil.example', null],
  ['file:///etc', null],
  ['not an address', null],
  [undefined, null],
])('%s is offered as %s', (named, offered) => {
  expect(serverAddress(named)).toBe(offered);
});
