/** Global setup of the `pg-remote` project: the PostgreSQL suites on the server that DATABASE_URL names. */
import type {TestProject} from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A URL whose user may create databases. Each suite makes its own database there, and drops it. */
    postgresAdminUrl: string;
  }
}

export function setup(project: TestProject): void {
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('pg-remote runs only with DATABASE_URL');
  project.provide('postgresAdminUrl', url);
}
