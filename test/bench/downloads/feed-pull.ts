/** The page of the last 1,000 changes of a project that has so many documents, on a real PostgreSQL. */

import {rm} from 'node:fs/promises';
import {sql} from 'kysely';
import {temporaryFolder} from '../../../scripts/demo/temporary-folder.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {createDefaultProject} from '../../../sync/app/create-default-project.ts';
import {systemClock} from '../../../sync/app/system-clock.ts';
import {systemRandom} from '../../../sync/app/system-random.ts';
import {readChanges} from '../../../sync/changes/read-changes.ts';
import {makeStamper} from '../../../sync/changes/stamper.ts';
import {makeProjectKeys} from '../../../sync/enrolment/project-keys.ts';
import {type Db, openDatabase} from '../../../sync/storage/database.ts';
import {pgFeedBook} from '../../../sync/storage/documents/pg-feed-book.ts';
import {startEmbeddedCluster} from '../../../sync/storage/embedded/embedded-cluster.ts';
import {migrate} from '../../../sync/storage/migrate.ts';
import {createDatabase} from '../../postgres/create-database.ts';
import {type OutdoorSide, timingOf} from '../outdoor-side.ts';
import {someVoucher} from './some-vouchers.ts';

const pageSize = 1_000;

export function feedPull(count: number): () => Promise<OutdoorSide> {
  return async () => {
    const folder = await temporaryFolder();
    const cluster = await startEmbeddedCluster(folder.path, () => undefined);
    await createDatabase(cluster.adminUrl, 'bench', undefined);
    const {db, close} = openDatabase(cluster.urlOf('bench'));
    await migrate(db);
    const stamper = makeStamper(pgFeedBook(db), () => undefined);
    const deps = {db, stamper, clock: systemClock, random: systemRandom};
    const keys = makeProjectKeys(systemRandom);
    const projectId = await createDefaultProject(deps, {
      name: 'Bench',
      keys,
      currency: 'EUR',
      timeZone: 'UTC',
    });
    await fill(db, projectId, count);
    const head = await stamper.stampNow(projectId);
    await sql`vacuum analyze document`.execute(db);
    const pull = async () => {
      const till = {projectId, storeId: 'store_bench'} as const;
      const answer = await readChanges({feed: pgFeedBook(deps.db), stamper: deps.stamper}, till, {
        after: head - pageSize,
        limit: pageSize,
        feed: '',
      });
      if (!answer.ok || answer.value.changes.length !== pageSize) throw new Error('not a whole page');
      return answer.value;
    };
    return {
      answers: async () => String((await pull()).changes.length),
      async time(forMs) {
        const micros: number[] = [];
        for (const end = performance.now() + forMs; performance.now() < end || micros.length < 100; ) {
          const started = performance.now();
          await pull();
          micros.push((performance.now() - started) * 1_000);
        }
        return timingOf(micros);
      },
      async close() {
        await stamper.close();
        await close();
        await cluster.stop();
        await rm(cluster.home, {recursive: true, force: true});
        await folder.remove();
      },
    };
  };
}

/** Documents as publishing leaves them, without its checks: filling is not what is measured. */
async function fill(db: Db, projectId: ProjectId, count: number): Promise<void> {
  const body = JSON.stringify(someVoucher(0));
  await sql`
    insert into document (project_id, kind, id, version, position, deleted, body, slot)
    select ${projectId}, 'voucher', 'v_' || md5(n::text), 1, null, false, ${body}::jsonb, n % 65536
    from generate_series(1, ${count}) as n
  `.execute(db);
}
