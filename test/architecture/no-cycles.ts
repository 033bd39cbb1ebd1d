import type {Module} from './module.ts';

/** Files that import each other in a ring, types included: each ring once, as the path that closes it. */
export function cycleViolations(modules: readonly Module[]): string[] {
  const importsByPath = new Map(
    modules.map(m => [m.path, m.imports.filter(i => i.isRelative).map(i => i.target)]),
  );
  const done = new Set<string>();
  const rings: string[] = [];

  const follow = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) rings.push(`import cycle: ${[...trail.slice(start), path].join(' → ')}`);
    if (start >= 0 || done.has(path)) return;
    for (const target of importsByPath.get(path) ?? []) follow(target, [...trail, path]);
    done.add(path);
  };
  for (const path of importsByPath.keys()) follow(path, []);
  return rings;
}
