import {expect, test} from 'vitest';
import {chromiumCandidates} from './chromium-candidates.ts';

test('on Linux every name is looked for along PATH, Chromium before Chrome', () => {
  expect(chromiumCandidates('linux', {PATH: '/usr/local/bin:/usr/bin'})).toEqual([
    '/usr/local/bin/chromium',
    '/usr/bin/chromium',
    '/usr/local/bin/chromium-browser',
    '/usr/bin/chromium-browser',
    '/usr/local/bin/google-chrome',
    '/usr/bin/google-chrome',
    '/usr/local/bin/google-chrome-stable',
    '/usr/bin/google-chrome-stable',
  ]);
});

test('a relative or empty PATH entry is no place to start a browser from', () => {
  expect(chromiumCandidates('linux', {PATH: '.::bin'})).toEqual([]);
  expect(chromiumCandidates('linux', {})).toEqual([]);
});

test('on macOS the applications of all users come before those of this one', () => {
  expect(chromiumCandidates('darwin', {HOME: '/Users/ann'})).toEqual([
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Users/ann/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Users/ann/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]);
});

test('on Windows a program folder that is not set is left out', () => {
  expect(chromiumCandidates('win32', {PROGRAMFILES: 'C:\\Program Files'})).toEqual([
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Chromium\\Application\\chrome.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ]);
});
