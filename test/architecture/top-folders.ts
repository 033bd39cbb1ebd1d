import {isIn, type Module} from './module.ts';

/** Which other top folders each may import. `test` and the root's config files may import anything. */
const mayImport = new Map<string, readonly string[]>([
  ['shared', []],
  ['main', ['shared']],
  ['renderer', ['shared']],
  ['sync', ['shared']],
  ['scripts', ['shared']],
]);

/** main, renderer and sync import shared, never each other. Tests beside the code keep to it, but may use test/. */
export function topFolderViolations(modules: readonly Module[]): string[] {
  return modules.flatMap(module => {
    const own = module.path.split('/')[0] ?? '';
    const allowed = mayImport.get(own);
    if (allowed === undefined) return [];
    const targets = module.imports.filter(i => i.isRelative).map(i => i.target);
    return targets
      .filter(
        target =>
          !isIn(target, own) && !isIn(target, 'test') && !allowed.some(folder => isIn(target, folder)),
      )
      .map(
        target =>
          `${module.path} imports ${target}: ${own}/ may import ${['itself', ...allowed].join(' and ')}`,
      );
  });
}
