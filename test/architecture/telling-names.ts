import {foldersOf, isTest, type Module} from './module.ts';

/** What a file is for its programmers says nothing about what it is for the shop. */
const roles = new Set(
  [
    'common',
    'components',
    'constants',
    'controllers',
    'core',
    'helpers',
    'hooks',
    'interfaces',
    'lib',
    'libs',
  ]
    .concat(['managers', 'misc', 'models', 'providers', 'services', 'types', 'utilities', 'utils'])
    .flatMap(role => [role, role.replace(/s$/, '')]),
);

/** Folders and files are named after a thing; none is a barrel that only passes others on. */
export function namingViolations(modules: readonly Module[]): string[] {
  return modules.flatMap(module => [
    ...foldersOf(module.path)
      .filter(folder => roles.has(folder))
      .map(folder => `${module.path}: ${folder}/ is a role, not a thing`),
    ...fileViolations(module),
  ]);
}

function fileViolations(module: Module): string[] {
  const name = module.path.split('/').at(-1)?.split('.')[0] ?? '';
  if (name === 'index') return [`${module.path}: no index files, import the file that has the thing`];
  if (roles.has(name)) return [`${module.path}: ${name} is a role, not a thing`];
  if (module.onlyReExports && !isTest(module)) return [`${module.path} only passes on what others export`];
  return [];
}
