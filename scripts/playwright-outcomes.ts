/** Reads Playwright's JSON report into the outcomes that `npm test` adds up. Throws when it is not such a report. */
import * as z from 'zod';
import {skippedTest, type TestCaseOutcome} from './test-tally.ts';

const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      annotations: z.array(z.object({type: z.string(), description: z.string().optional()})),
    }),
  ),
});
type Spec = z.output<typeof specSchema>;

const suiteSchema = z.object({
  specs: z.array(specSchema),
  get suites() {
    return z.array(suiteSchema).optional();
  },
});
type Suite = z.output<typeof suiteSchema>;

const reportSchema = z.object({
  suites: z.array(suiteSchema),
  errors: z.array(z.object({message: z.string().optional()})),
});

export function playwrightOutcomes(report: string): TestCaseOutcome[] {
  const {suites, errors} = reportSchema.parse(JSON.parse(report));
  return [
    ...suites.flatMap(suiteSpecs).flatMap(specOutcomes),
    ...errors.map(({message}): TestCaseOutcome => {
      return {
        project: 'playwright',
        title: `outside any test: ${message ?? 'no message'}`,
        outcome: 'failed',
      };
    }),
  ];
}

function suiteSpecs(suite: Suite): Spec[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(suiteSpecs)];
}

/** Flaky is failed: a test that passes on its second try has found something. */
function specOutcomes({file, title, tests}: Spec): TestCaseOutcome[] {
  const name = `${file} › ${title}`;
  return tests.map(({projectName, status, annotations}): TestCaseOutcome => {
    const reason = annotations.find(a => a.type === 'skip' || a.type === 'fixme')?.description;
    if (status === 'skipped') return skippedTest(projectName, name, reason);
    return {project: projectName, title: name, outcome: status === 'expected' ? 'passed' : 'failed'};
  });
}
