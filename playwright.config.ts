/**
 * End to end: `web` drives the built till in Chromium against a real server; `electron` and `electron-standin` run
 * the same specs on the built main process, under the real Electron and under the stand-in of test/standin.
 * Each spec starts the servers it needs itself, on free ports and temporary folders.
 */
import {defineConfig, devices} from '@playwright/test';
import {chromiumLaunchOptions} from './scripts/chromium-launch-options.ts';
import {findChromium} from './scripts/find-chromium.ts';

const chromiumPath = findChromium()?.path;
// The workers load this file again: spare them the search.
if (chromiumPath !== undefined) process.env['CHROMIUM_PATH'] = chromiumPath;
const launchOptions = chromiumLaunchOptions(chromiumPath);

export default defineConfig({
  testDir: 'test',
  outputDir: 'test-results/playwright',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  // Everything is on this machine; the patience is for a busy one.
  expect: {timeout: 15_000},
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', {outputFile: 'test-results/playwright.json'}]],
  use: {trace: 'retain-on-failure', screenshot: 'only-on-failure', video: 'off'},
  projects: [
    {
      name: 'web',
      testMatch: '**/test/e2e/web/**/*.spec.ts',
      timeout: 120_000,
      use: {...devices['Desktop Chrome'], launchOptions},
    },
    {name: 'electron-standin', testMatch: '**/test/electron/**/*.spec.ts'},
    {name: 'electron', testMatch: '**/test/electron/**/*.spec.ts'},
  ],
});
