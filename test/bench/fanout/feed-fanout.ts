/**
 * So many tills on one server's live channel: how long after a commit each of them has heard of it, and what an idle one
 * costs the server. The server and the tills are processes of their own on this machine.
 */
import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {type OutdoorSide, timingOf} from '../outdoor-side.ts';
import {
  type ListenOrder,
  type ServerOrder,
  type ServerWord,
  serverWordSchema,
  type Told,
  toldSchema,
} from './messages.ts';

const tillProcesses = 4;
const leastRounds = 8;

export function feedFanout(tills: number): () => Promise<OutdoorSide> {
  return async () => {
    const server = start('fanout-server.js', [String(tills)], ['--expose-gc']);
    const ready = await wordOf(server, 'ready');
    const before = await memoryOf(server);
    const listeners = Array.from({length: tillProcesses}, () => start('fanout-tills.js', [], []));
    const first = listeners.map(child => heardOf(child, ready.feedHead));
    listeners.forEach((child, place) => {
      const tokens = ready.tokens.filter((_, n) => n % tillProcesses === place);
      child.send({port: ready.port, tokens} satisfies ListenOrder);
    });
    await Promise.all(first);
    const after = await memoryOf(server);
    const bytesEach = (after.rssBytes - before.rssBytes) / tills;
    console.error(
      `feed-fanout: ${after.lines} lines, ${Math.round(bytesEach)} B of memory each ` +
        `(${Math.round((after.heapBytes - before.heapBytes) / tills)} B of them on the heap)`,
    );
    return {
      answers: async () => String(after.lines),
      async time(forMs) {
        const delays: number[] = [];
        const end = performance.now() + forMs;
        for (let round = 0; round < leastRounds || performance.now() < end; round += 1)
          delays.push(...(await broadcast(server, listeners)));
        return {...timingOf(delays.map(ms => ms * 1_000)), bytesEach};
      },
      async close() {
        for (const child of listeners) child.kill();
        order(server, 'stop');
        await once(server, 'exit');
      },
    };
  };
}

/** Publishes once; milliseconds from the commit until each till heard of it. */
async function broadcast(server: ChildProcess, listeners: readonly ChildProcess[]): Promise<number[]> {
  const heard = listeners.map(child => nextHeard(child));
  const published = wordOf(server, 'published');
  order(server, 'publish');
  const {atMs} = await published;
  const told = await Promise.all(heard);
  return told.flatMap(one => one.atMs.map(heardMs => Math.max(0, heardMs - atMs)));
}

function start(script: string, args: readonly string[], flags: readonly string[]): ChildProcess {
  const child = fork(join('dist/bench-outdoor', script), args, {
    execArgv: [...flags],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill());
  return child;
}

type Word<K> = Extract<ServerWord, {kind: K}>;

function wordOf<K extends ServerWord['kind']>(child: ChildProcess, kind: K): Promise<Word<K>> {
  return next(child, message => {
    const word = serverWordSchema.parse(message);
    return isOf(word, kind) ? word : null;
  });
}

function isOf<K>(word: ServerWord, kind: K): word is Word<K> {
  return word.kind === kind;
}

function heardOf(child: ChildProcess, feedHead: number): Promise<Told> {
  return next(child, message => {
    const told = toldSchema.parse(message);
    return told.feedHead >= feedHead ? told : null;
  });
}

function nextHeard(child: ChildProcess): Promise<Told> {
  return next(child, message => toldSchema.parse(message));
}

async function memoryOf(server: ChildProcess): Promise<Word<'memory'>> {
  const memory = wordOf(server, 'memory');
  order(server, 'memory');
  return memory;
}

function order(server: ChildProcess, what: ServerOrder): void {
  server.send(what);
}

/** The first message that `read` makes something of; fails when the process ends instead. */
function next<T>(child: ChildProcess, read: (message: unknown) => T | null): Promise<T> {
  return new Promise((resolve, reject) => {
    function onMessage(message: unknown): void {
      const found = read(message);
      if (found === null) return;
      done();
      resolve(found);
    }
    function onExit(code: number | null): void {
      done();
      reject(new Error(`a process of the benchmark ended with ${code}`));
    }
    function done(): void {
      child.off('message', onMessage);
      child.off('exit', onExit);
    }
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
