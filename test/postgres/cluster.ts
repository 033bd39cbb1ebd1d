/**
 * Global setup of the `pg` project: one embedded PostgreSQL per run, in a temporary folder, and in it a template
 * database that is migrated once. Suites copy it, see fresh-database.ts.
 */
import {rm} from 'node:fs/promises';
import type {TestProject} from 'vitest/node';
import {temporaryFolder} from '../../scripts/demo/temporary-folder.ts';
import {openDatabase} from '../../sync/storage/database.ts';
import {startEmbeddedCluster} from '../../sync/storage/embedded/embedded-cluster.ts';
import {migrate} from '../../sync/storage/migrate.ts';
import {createDatabase} from './create-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database to copy; absent where the server is not ours. */
    postgresTemplate: string | undefined;
  }
}

const template = 'counterfoil_template';

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder();
  const cluster = await startEmbeddedCluster(folder.path, () => undefined);
  await createDatabase(cluster.adminUrl, template, undefined);
  const {db, close} = openDatabase(cluster.urlOf(template), 1);
  await migrate(db);
  await close();
  project.provide('postgresAdminUrl', cluster.adminUrl);
  project.provide('postgresTemplate', template);
  console.log('PostgreSQL suites run on the embedded server.');
  return async () => {
    await cluster.stop();
    // Elsewhere when the folder for temporary files is one that only root may enter.
    await rm(cluster.home, {recursive: true, force: true});
    await folder.remove();
  };
}
