import {type ChildProcess, spawn} from 'node:child_process';
import {projectRoot} from './bundles.ts';

const browserCommands: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** The Electron window, told where its server is. The till ends with `npm start`. */
export function openElectron(binary: string, serverUrl: string): ChildProcess {
  const noSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return spawn(binary, [...noSandbox, projectRoot], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {...process.env, COUNTERFOIL_SERVER_URL: serverUrl},
  });
}

/** Hands the address to the desktop. Where that cannot be done, says so; the address has been printed already. */
export function openBrowser(address: string): void {
  const [command, ...args] = browserCommands[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, address], {stdio: 'ignore', detached: true});
  child.once('error', () => console.log(`${command} did not start: open ${address} yourself.`));
  child.unref();
}
