import type {LaunchOptions} from 'playwright';

/**
 * How every test and the demo start Chromium: quiet, without its sandbox (which root and containers lack).
 * With no path Playwright looks for its own download, and says how to get it.
 */
export function chromiumLaunchOptions(executablePath: string | undefined): LaunchOptions {
  return {
    ...(executablePath === undefined ? {} : {executablePath}),
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
