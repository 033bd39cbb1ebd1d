import {expect, test} from 'vitest';
import {playwrightOutcomes} from './playwright-outcomes.ts';

function spec(title: string, status: string, annotations: readonly object[] = []): object {
  return {title, file: 'sale.spec.ts', tests: [{projectName: 'web', status, annotations}]};
}

function report(specs: readonly object[], errors: readonly object[] = []): string {
  return JSON.stringify({suites: [{specs: [], suites: [{specs}]}], errors});
}

test('specs in nested suites are found, and skips keep their reason', () => {
  const skip = {type: 'skip', description: 'no binary'};
  expect(playwrightOutcomes(report([spec('pays', 'expected'), spec('prints', 'skipped', [skip])]))).toEqual([
    {project: 'web', title: 'sale.spec.ts › pays', outcome: 'passed'},
    {project: 'web', title: 'sale.spec.ts › prints', outcome: 'skipped', reason: 'no binary'},
  ]);
});

test.each(['unexpected', 'flaky'])('%s is failed', status => {
  expect(playwrightOutcomes(report([spec('pays', status)]))).toMatchObject([{outcome: 'failed'}]);
});

test('an error outside the tests is a failure', () => {
  expect(playwrightOutcomes(report([], [{message: 'No tests found'}]))).toEqual([
    {project: 'playwright', title: 'outside any test: No tests found', outcome: 'failed'},
  ]);
});

test('something else than a report is refused', () => {
  expect(() => playwrightOutcomes('{}')).toThrow(/suites/);
});
