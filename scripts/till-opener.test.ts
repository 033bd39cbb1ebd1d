import {expect, test} from 'vitest';
import {chooseTillOpening} from './till-opener.ts';

const address = 'http://127.0.0.1:4100/';
const desktop = {platform: 'linux', env: {DISPLAY: ':0'}, electronBinary: undefined} as const;

test('Electron is opened when its binary is there', () => {
  const opening = chooseTillOpening({...desktop, electronBinary: '/x/electron'}, address);
  expect(opening).toEqual({
    with: 'electron',
    line: 'Till: in Electron, whose binary is there (in a browser: http://127.0.0.1:4100/)',
  });
});

test('without Electron the default browser is opened, and the line says how to get Electron', () => {
  expect(chooseTillOpening(desktop, address)).toEqual({
    with: 'browser',
    line: 'Till: http://127.0.0.1:4100/ in your default browser (no Electron binary; npx install-electron brings it)',
  });
});

test('a Linux machine without a display opens nothing, even with Electron there', () => {
  const headless = {...desktop, env: {}, electronBinary: '/x/electron'};
  expect(chooseTillOpening(headless, address).with).toBe('nothing');
  expect(chooseTillOpening({...headless, env: {WAYLAND_DISPLAY: 'wayland-0'}}, address).with).toBe(
    'electron',
  );
  expect(chooseTillOpening({...headless, platform: 'darwin'}, address).with).toBe('electron');
});

test('NO_OPEN=1 opens nothing and still prints the address', () => {
  const opening = chooseTillOpening({...desktop, env: {DISPLAY: ':0', NO_OPEN: '1'}}, address);
  expect(opening).toEqual({with: 'nothing', line: 'Till: http://127.0.0.1:4100/ (not opened: NO_OPEN=1)'});
});
