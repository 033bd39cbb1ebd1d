import {_electron} from '@playwright/test';
import type {DesktopApp, LaunchOptions} from './desktop-app.ts';
import {killProcessTree} from './kill-process-tree.ts';

export async function launchElectron(executablePath: string, options: LaunchOptions): Promise<DesktopApp> {
  const noSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath,
    args: [options.appDir, `--user-data-dir=${options.userData}`, ...noSandbox],
    env: {...(process.env as Record<string, string>), ...options.env},
  });
  return {
    async firstWindow() {
      const page = await app.firstWindow();
      await page.waitForLoadState('load');
      return page;
    },
    // Playwright types `electron` by its own copy of the declarations.
    evaluate: (run, arg) => app.evaluate(run as never, arg as never),
    close: () => app.close(),
    async kill() {
      const main = app.process();
      const exited = new Promise(done => main.once('exit', done));
      killProcessTree(main.pid ?? 0);
      await exited;
    },
  };
}
