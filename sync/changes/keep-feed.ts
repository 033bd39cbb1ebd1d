/**
 * What a server does for the feed by itself, project by project: snapshots for new tills when many vouchers changed, and
 * forgetting what is too old. Several server processes may do so at once.
 */
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {refreshSnapshot} from '../snapshots/refresh-snapshot.ts';
import {listProjects} from '../storage/projects/list-projects.ts';
import {compactFeed} from './compact-feed.ts';

const refreshEveryMs = 30_000;
const compactEveryMs = 6 * 3_600_000;

type KeepDeps = Pick<AppDeps, 'db' | 'clock' | 'stamper' | 'logFailure'>;

/** Starts it; the answer ends it and waits for what is under way. */
export function keepFeed(deps: KeepDeps): () => Promise<void> {
  const refresh = repeat(deps, refreshEveryMs, projectId => refreshSnapshot(deps, projectId));
  const compact = repeat(deps, compactEveryMs, projectId => compactFeed(deps, projectId));
  return async () => {
    await Promise.all([refresh(), compact()]);
  };
}

/** Never two runs at a time: a run that takes long is followed by a whole rest. */
function repeat(
  {db, logFailure}: KeepDeps,
  everyMs: number,
  work: (projectId: ProjectId) => Promise<unknown>,
): () => Promise<void> {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer = setTimeout(start, everyMs);
  async function run(): Promise<void> {
    for (const {projectId} of await listProjects(db)) if (!stopped) await work(projectId);
  }
  function start(): void {
    running = run()
      .catch((cause: unknown) => logFailure('keeping the feed', cause))
      .finally(() => {
        if (!stopped) timer = setTimeout(start, everyMs);
      });
  }
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
