/**
 * Rules and the tests that hold them: each rule of a SPEC.md in shared/ (`- **ST4** …`) is cited by the title of a
 * test (`[ST4] …`), and each rule that a test of shared/ cites exists.
 */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

export interface TestFile {
  readonly path: string;
  readonly text: string;
}

/** A SPEC.md with the rules it lays down. */
export interface Spec {
  readonly path: string;
  readonly text: string;
}

const cited = /\[((?:[A-Z]{1,3}\d+[a-z]?)(?:, ?[A-Z]{1,3}\d+[a-z]?)*)\]/g;

function rulesOf({text}: Spec): readonly string[] {
  return [...text.matchAll(/^\s*(?:-|\d+\.) \*\*([A-Z]{1,3}\d+[a-z]?)\*\*/gm)].map(([, id]) => id ?? '');
}

/** What is wrong, one sentence each; empty when every rule has its test and every citation its rule. */
export function specProblems(specs: readonly Spec[], tests: readonly TestFile[]): string[] {
  const rules = specs.flatMap(spec => rulesOf(spec).map(id => ({id, path: spec.path})));
  const known = new Set(rules.map(({id}) => id));
  const citations = tests.flatMap(({path, text}) =>
    [...text.matchAll(cited)].flatMap(([, ids]) => (ids ?? '').split(/, ?/).map(id => ({id, path}))),
  );
  const used = new Set(citations.map(({id}) => id));
  const twice = rules.filter(({id}, index) => rules.findIndex(other => other.id === id) !== index);
  return [
    ...twice.map(({id, path}) => `${path}: rule ${id} is laid down twice`),
    ...rules.filter(({id}) => !used.has(id)).map(({id, path}) => `${path}: no test cites rule ${id}`),
    ...citations
      .filter(({id, path}) => path.startsWith('shared/') && !known.has(id))
      .map(({id, path}) => `${path} cites rule ${id}, which no SPEC.md lays down`),
  ];
}

/** Every SPEC.md in shared/ and every test of shared/ and test/. */
export function readSpecs(root: string): {readonly specs: Spec[]; readonly tests: TestFile[]} {
  const files = [...filesUnder(join(root, 'shared')), ...filesUnder(join(root, 'test'))];
  const read = (path: string) => ({path: path.slice(root.length + 1), text: readFileSync(path, 'utf8')});
  return {
    specs: files.filter(path => path.endsWith('SPEC.md')).map(read),
    tests: files.filter(path => path.endsWith('.test.ts')).map(read),
  };
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, {withFileTypes: true}).flatMap(entry => {
    if (entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}
