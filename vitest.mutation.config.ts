/**
 * The tests of the mutation check (`npm run mutate`): those of the folder under test and of the folders in which its
 * rules are at work (`MUTATION_TESTS`, a glob over shared/), no browser, no database. With all tests of the engine,
 * most of which touch everything, each mutant would take minutes. Left out is what tries thousands of random cases: it
 * runs for seconds, and once for each mutant that nothing kills. So the score is what the written facts alone find.
 */
import {join} from 'node:path';
import {defineConfig} from 'vitest/config';

const folders = process.env['MUTATION_TESTS'] ?? '*';

export default defineConfig({
  resolve: {alias: {electron: join(import.meta.dirname, 'test/electron-double.ts')}},
  test: {
    environment: 'node',
    // Faster, and as good: every mutant has a worker of its own, only its test files share the modules.
    isolate: false,
    include: [`shared/${folders}/**/*.test.ts`],
    exclude: [
      '**/node_modules/**',
      'shared/**/*{fuzz,properties}.test.ts',
      'shared/benefits/every-benefit.test.ts',
      'shared/returns/screens-demos.test.ts',
    ],
  },
});
