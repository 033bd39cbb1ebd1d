/**
 * What a test run came to. Always true:
 * - A test that did not run, with no reason given, counts as failed: nothing is left out in silence.
 * - So does whatever failed outside a test (a file that does not load, a stray rejection, a crash).
 */
export type TestCaseOutcome = RanTest | SkippedTest;

type RanTest = {readonly project: string; readonly title: string; readonly outcome: 'passed' | 'failed'};
type SkippedTest = {
  readonly project: string;
  readonly title: string;
  readonly outcome: 'skipped';
  readonly reason: string;
};

/** A skip as data: one with no reason is a failure that says so. */
export function skippedTest(project: string, title: string, reason: string | undefined): TestCaseOutcome {
  if (reason === undefined || reason === '')
    return {project, title: `${title} (skipped without a reason)`, outcome: 'failed'};
  return {project, title, outcome: 'skipped', reason};
}

/** The lines that close a run: what failed, every skip under its reason, and the counts as the last line. */
export function tallyLines(cases: readonly TestCaseOutcome[]): string[] {
  const failed = cases.filter(c => c.outcome === 'failed');
  const skipped = cases.filter(c => c.outcome === 'skipped');
  const passed = cases.length - failed.length - skipped.length;
  const reasons = new Set(skipped.map(reasonLine));
  return [
    ...failed.map(c => `FAILED  [${c.project}] ${c.title}`),
    ...[...reasons].flatMap(line => [
      line,
      ...skipped.filter(c => reasonLine(c) === line).map(c => `          ${c.title}`),
    ]),
    `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
}

function reasonLine({project, reason}: SkippedTest): string {
  return `SKIPPED [${project}] ${reason}`;
}
