import {isIn, isTest, type Module} from './module.ts';

const packages = ['zod', '@noble/hashes'];
/** One folder's own: zones are data of the machine, and shared/calendar is the one door to them. */
const packagesOfFolder = new Map([['shared/calendar', ['temporal-polyfill']]]);

const clocks = [
  'Date',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Temporal',
];
const randomness = ['Math.random', 'crypto'];
const locale = ['Intl'];
const io = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'process', 'Buffer', 'console', 'require'];
const pages = [
  'window',
  'document',
  'navigator',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'globalThis',
  'self',
];
const forbidden = [...clocks, ...randomness, ...locale, ...io, ...pages];

/** shared/ decides from what it is given: no clock, no randomness, no locale, no I/O, no page, few packages. */
export function impureSharedViolations(modules: readonly Module[]): string[] {
  return modules
    .filter(module => isIn(module.path, 'shared') && !isTest(module))
    .flatMap(({path, imports, globals}) => [
      ...forbidden.filter(name => globals.has(name)).map(name => `${path} uses ${name}: shared/ is pure`),
      ...imports
        .filter(i => !i.isRelative && !mayImport(path, i.target))
        .map(i => `${path} imports ${i.specifier}: shared/ imports ${packages.join(', ')} and itself`),
    ]);
}

function mayImport(path: string, target: string): boolean {
  const own = [...packagesOfFolder].find(([folder]) => isIn(path, folder))?.[1] ?? [];
  return packages.includes(target) || own.includes(target);
}
