/**
 * The sync server as a child process: `npm start` and `npm run server` both hold it this way.
 * It has a process group of its own, so that Ctrl-C reaches it once, through `stop`, and not twice.
 */
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {projectRoot} from './bundles.ts';

const stopLimitMs = 20_000;

export type RunningServer = {
  /** The exit code; a server ended by a signal counts as 1. */
  readonly exited: Promise<number>;
  /** Asks it to stop; one that has not within 20 s is ended. */
  readonly stop: () => void;
};

/** Starts dist/sync/server.js with this process's environment. Its output is ours. */
export function runServer(args: readonly string[]): RunningServer {
  const command = ['--enable-source-maps', join(projectRoot, 'dist/sync/server.js'), ...args];
  const child = spawn(process.execPath, command, {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  });
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
  const stop = (): void => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), stopLimitMs).unref();
  };
  return {exited, stop};
}
