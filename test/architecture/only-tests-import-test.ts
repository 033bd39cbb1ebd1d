import {isIn, isTest, type Module} from './module.ts';

/** What is in test/, builders included, is for tests. */
export function importsOfTestViolations(modules: readonly Module[]): string[] {
  return modules
    .filter(module => !isTest(module))
    .flatMap(({path, imports}) =>
      imports
        .filter(i => i.isRelative && (isIn(i.target, 'test') || isTest({path: i.target})))
        .map(i => `${path} imports ${i.target}: only tests import tests`),
    );
}
