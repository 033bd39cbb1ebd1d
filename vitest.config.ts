/**
 * Unit and component tests, by the end of the file name: `.test.ts` runs in Node, `.browser.test.tsx` in a real
 * Chromium, `.pg.test.ts` on a real PostgreSQL (the embedded one, and again on DATABASE_URL where it is set).
 */
import {join} from 'node:path';
import react from '@vitejs/plugin-react';
import {playwright} from '@vitest/browser-playwright';
import {defineConfig, type TestProjectConfiguration} from 'vitest/config';
import {chromiumLaunchOptions} from './scripts/chromium-launch-options.ts';
import {findChromium} from './scripts/find-chromium.ts';
import {TallyReporter} from './scripts/tally-reporter.ts';

// A server that a test starts must not find the user's database in its environment.
const databaseUrl = process.env['TEST_DATABASE_URL'] || process.env['DATABASE_URL'];
if (databaseUrl) process.env['TEST_DATABASE_URL'] = databaseUrl;
delete process.env['DATABASE_URL'];

const tallyFile = process.env['TEST_TALLY_FILE'];

const folders = '{shared,main,renderer,sync,scripts,test}';
const alias = {electron: join(import.meta.dirname, 'test/electron-double.ts')};

const unit: TestProjectConfiguration = {
  resolve: {alias},
  test: {
    name: 'unit',
    environment: 'node',
    include: [`${folders}/**/*.test.{ts,tsx}`],
    // Tests of the packages that benchmarks compare with (test/bench/node_modules) are not ours.
    exclude: ['**/node_modules/**', '**/*.pg.test.ts', '**/*.browser.test.{ts,tsx}'],
  },
};

function postgres(name: string, globalSetup: string): TestProjectConfiguration {
  return {
    resolve: {alias},
    test: {
      name,
      environment: 'node',
      include: [`${folders}/**/*.pg.test.ts`],
      globalSetup,
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  };
}

const browser: TestProjectConfiguration = {
  plugins: [react()],
  // Packages are bundled once, before the first test: one found later would reload the page under a running test.
  optimizeDeps: {entries: ['renderer/**/*.{ts,tsx}'], include: ['vitest-browser-react']},
  test: {
    name: 'browser',
    include: [`${folders}/**/*.browser.test.{ts,tsx}`],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({launchOptions: chromiumLaunchOptions(findChromium()?.path)}),
      instances: [{browser: 'chromium'}],
    },
  },
};

export default defineConfig({
  test: {
    projects: [
      unit,
      browser,
      postgres('pg', 'test/postgres/cluster.ts'),
      ...(databaseUrl ? [postgres('pg-remote', 'test/postgres/remote.ts')] : []),
    ],
    reporters: ['default', ...(tallyFile ? [new TallyReporter(tallyFile)] : [])],
  },
});
