import {isIn, isTest, type Module} from './module.ts';

const books = ['renderer/till-ledger', 'renderer/till-replica'];
/** What an answer of the server is made of; types alone. */
const answer = 'renderer/uplink/answer.ts';
const mayImport = ['shared', ...books, 'renderer/clock', 'renderer/identity', 'renderer/journal', answer];
const machine = [
  ...['Date', 'performance', 'setTimeout', 'setInterval', 'queueMicrotask'],
  ...['Math.random', 'crypto', 'fetch', 'indexedDB', 'localStorage', 'navigator', 'window', 'document'],
];

/**
 * The till's books know no browser: storage, time, chance and the network come in by ports, so that the simulation runs
 * the very code that a till runs.
 */
export function machineInBooksViolations(modules: readonly Module[]): string[] {
  return modules
    .filter(module => books.some(folder => isIn(module.path, folder)) && !isTest(module))
    .flatMap(({path, imports, globals}) => [
      ...machine.filter(name => globals.has(name)).map(name => `${path} uses ${name}: it comes in by a port`),
      ...imports
        .filter(i => i.isRelative && !mayImport.some(place => i.target === place || isIn(i.target, place)))
        .map(i => `${path} imports ${i.target}: the till’s books import ${mayImport.join(', ')}`),
    ]);
}
