import {join} from 'node:path';
import {expect, test} from 'vitest';
import {readSpecs, specProblems} from './spec-rules.ts';

test('every rule of a SPEC.md has a test, and every citation a rule', () => {
  const {specs, tests} = readSpecs(join(import.meta.dirname, '../..'));
  expect(specs.length).toBeGreaterThan(10);
  expect(specProblems(specs, tests)).toEqual([]);
});

const spec = {path: 'shared/a/SPEC.md', text: '- **A1** Each line.\n- **A2** Never below zero.\n'};

test('a rule without a test is told', () => {
  const tests = [{path: 'shared/a/a.test.ts', text: "test('[A1] each line', …)"}];
  expect(specProblems([spec], tests)).toEqual(['shared/a/SPEC.md: no test cites rule A2']);
});

test('a citation without a rule is told, and several may stand together', () => {
  const tests = [{path: 'shared/a/a.test.ts', text: "test('[A1, A2] each', …); test('[A3] no such', …)"}];
  expect(specProblems([spec], tests)).toEqual([
    'shared/a/a.test.ts cites rule A3, which no SPEC.md lays down',
  ]);
});

test('a rule laid down twice is told', () => {
  const twice = {path: 'shared/b/SPEC.md', text: '- **A1** Something else.\n'};
  const tests = [{path: 'shared/a/a.test.ts', text: "'[A1] [A2]'"}];
  expect(specProblems([spec, twice], tests)).toEqual(['shared/b/SPEC.md: rule A1 is laid down twice']);
});
