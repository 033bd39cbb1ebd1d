import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {findChromium} from './find-chromium.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-chromium-'));
  vi.stubEnv('CHROMIUM_PATH', '');
  vi.stubEnv('PATH', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, {recursive: true});
});

function installed(name: string, answer: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(path, 0o755);
  return path;
}

const onlyOnLinux = process.platform !== 'linux' && 'the places looked into differ outside Linux';

test('a launcher with no browser behind it is passed over for one that answers', ({skip}) => {
  if (onlyOnLinux) skip(onlyOnLinux);
  installed('chromium-browser', 'requires the chromium package');
  const chrome = installed('google-chrome', 'Google Chrome 141.0');
  // The launcher's own words name chromium: what counts is a version after the name.
  expect(findChromium()).toEqual({path: chrome, origin: 'installed'});
});

test('CHROMIUM_PATH wins over an installed browser', ({skip}) => {
  if (onlyOnLinux) skip(onlyOnLinux);
  installed('chromium', 'Chromium 141.0');
  const mine = installed('mine', 'Chromium 120.0');
  vi.stubEnv('CHROMIUM_PATH', mine);
  expect(findChromium()).toEqual({path: mine, origin: 'CHROMIUM_PATH'});
});

test('a CHROMIUM_PATH that does not run is refused, not replaced', () => {
  installed('chromium', 'Chromium 141.0');
  vi.stubEnv('CHROMIUM_PATH', join(folder, 'nothing-here'));
  expect(() => findChromium()).toThrow(/CHROMIUM_PATH=.*nothing-here is no Chromium that runs here/);
});
