/**
 * Reads that many requests want at the same time, as one: what comes while reads are under way waits, and goes together
 * with the next. A read begins after everything it answers was asked, so each sees all that was committed before it asked.
 */
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Db} from '../storage/database.ts';

/** At once; one is under way while the answers of another are worked on. */
const lanes = 1;
/** Asked at once: more only makes those in it wait. */
const largestRead = 64;

type Read<Asked, Answer> = (db: Db, projectId: ProjectId, asked: readonly Asked[]) => Promise<Answer>;

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (cause: unknown) => void;
}

/** Asks `read` for one thing; its answer may hold what others asked as well. When `read` throws, all of them fail with that. */
export function readTogether<Asked, Answer>(
  read: Read<Asked, Answer>,
): (db: Db, projectId: ProjectId, asked: Asked) => Promise<Answer> {
  const queues = new WeakMap<Db, Map<ProjectId, (asked: Asked) => Promise<Answer>>>();
  return (db, projectId, asked) => {
    const ofDb = queues.get(db) ?? new Map<ProjectId, (asked: Asked) => Promise<Answer>>();
    queues.set(db, ofDb);
    const ask = ofDb.get(projectId) ?? inTurns((all: readonly Asked[]) => read(db, projectId, all));
    ofDb.set(projectId, ask);
    return ask(asked);
  };
}

function inTurns<Asked, Answer>(
  read: (asked: readonly Asked[]) => Promise<Answer>,
): (asked: Asked) => Promise<Answer> {
  let running = 0;
  let queue: Waiting<Asked, Answer>[] = [];

  async function start(group: readonly Waiting<Asked, Answer>[]): Promise<void> {
    running += 1;
    try {
      const answer = await read(group.map(({asked}) => asked));
      for (const {resolve} of group) resolve(answer);
    } catch (cause) {
      for (const {reject} of group) reject(cause);
    }
    running -= 1;
    startWaiting();
  }

  function startWaiting(): void {
    while (running < lanes && queue.length > 0) {
      const group = queue.slice(0, largestRead);
      queue = queue.slice(largestRead);
      void start(group);
    }
  }

  return asked =>
    new Promise((resolve, reject) => {
      queue.push({asked, resolve, reject});
      startWaiting();
    });
}
