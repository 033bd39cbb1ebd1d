/** The built server as a process of its own, as `npm run server` starts it. */
import {type ChildProcess, spawn} from 'node:child_process';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {projectRoot} from '../../scripts/bundles.ts';
import {present} from '../../shared/kernel/assert.ts';

const readyLimitMs = 60_000;

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly address: string;
  /** What it printed so far, both streams. */
  output(): string;
  /** Resolves with the exit code; null after a signal. */
  readonly exited: Promise<number | null>;
}

export type Environment = Readonly<Record<string, string>>;

/** Starts it on a free port, without waiting. */
export async function spawnServer(
  environment: Environment,
  args: readonly string[] = [],
): Promise<ServerProcess> {
  const port = environment['PORT'] ?? String(await freePort());
  const {DATABASE_URL: _url, DATA_DIR: _dir, HOST: _host, ...inherited} = process.env;
  const child = spawn(process.execPath, [join(projectRoot, 'dist/sync/server.js'), ...args], {
    env: {...inherited, PORT: port, ...environment},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  const exited = new Promise<number | null>(resolve => child.once('exit', resolve));
  return {child, address: `http://127.0.0.1:${port}`, output: () => output, exited};
}

/** Starts it and waits until it says that it is ready. Throws with its output when it ends instead. */
export async function startedServer(
  environment: Environment,
  args: readonly string[] = [],
): Promise<ServerProcess> {
  const server = await spawnServer(environment, args);
  for (const started = Date.now(); !server.output().includes('Counterfoil is ready'); ) {
    const over = await Promise.race([server.exited.then(() => true), pause(20).then(() => false)]);
    if (over || Date.now() - started > readyLimitMs) throw new Error(`not ready:\n${server.output()}`);
  }
  return server;
}

/** Signals it and waits for its end. */
export async function endServer(
  server: ServerProcess,
  signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL',
): Promise<number | null> {
  server.child.kill(signal);
  return server.exited;
}

export function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' ? present(address, 'address').port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}
