import type {TestCaseOutcome} from './test-tally.ts';

/** Which PostgreSQL servers the database suites ran on. The address is shown without its user and password. */
export function databaseLines(
  outcomes: readonly TestCaseOutcome[],
  databaseUrl: string | undefined,
): readonly string[] {
  const count = (project: string) =>
    outcomes.filter(o => o.project === project && o.outcome !== 'skipped').length;
  const embedded = `PostgreSQL suites on the embedded server: ${count('pg')} tests.`;
  if (!databaseUrl) return [embedded, 'PostgreSQL suites on DATABASE_URL: none, it is not set.'];
  return [
    embedded,
    `PostgreSQL suites on DATABASE_URL (${placeOf(databaseUrl)}): ${count('pg-remote')} tests.`,
  ];
}

function placeOf(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'not a URL';
  const {host, pathname} = new URL(databaseUrl);
  return `${host}${pathname}`;
}
