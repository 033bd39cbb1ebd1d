import {foldersOf, isIn, isTest, type Module} from './module.ts';

/** Folders of the renderer that are no screen. Every other one is: a new folder is kept apart until listed here. */
const notScreens = [
  'app',
  'design',
  'till-db',
  'till-ledger',
  'till-replica',
  'uplink',
  'bridge',
  'clock',
  'identity',
  'journal',
  'sale',
  'scanner',
  'wording',
];

/**
 * Screens never import each other, and nothing imports `app`: only `app` wires. What serves the screens
 * knows none of them.
 */
export function wiringViolations(modules: readonly Module[]): string[] {
  return modules
    .filter(module => !isTest(module))
    .flatMap(module => [...appImports(module), ...screenImports(module)]);
}

function appImports({path, imports}: Module): string[] {
  const [program, folder] = foldersOf(path);
  if (!['main', 'renderer', 'sync'].includes(program ?? '') || folder === 'app') return [];
  return imports
    .filter(i => isIn(i.target, `${program}/app`))
    .map(i => `${path} imports ${i.target}: only app wires, nothing imports it`);
}

function screenImports({path, imports}: Module): string[] {
  const [program, folder] = foldersOf(path);
  if (program !== 'renderer' || folder === 'app') return [];
  return imports
    .map(i => i.target)
    .filter(target => {
      const screen = screenOf(target);
      return screen !== undefined && screen !== folder;
    })
    .map(target => `${path} imports ${target}: only app imports a screen`);
}

function screenOf(path: string): string | undefined {
  const [program, folder] = foldersOf(path);
  return program === 'renderer' && folder !== undefined && !notScreens.includes(folder) ? folder : undefined;
}
