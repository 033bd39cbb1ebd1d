/**
 * Grouped commit: while a few commits of this process are under way, what comes meanwhile waits here, not in the database,
 * and then goes together in one transaction: one statement and one flush for many redemptions, of a hot code or of many.
 * With a lane and its accounts free, work starts at once and alone.
 *
 * Always true: no two groups that run share an account; first come, first served on an account; each piece of work gets
 * its own answer.
 */

interface Waiting<Job, Answer> {
  readonly job: Job;
  readonly accounts: readonly string[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (cause: unknown) => void;
}

export interface CommitGroups<Job, Answer> {
  /** `accounts`: what `job` draws on. */
  commit(job: Job, accounts: readonly string[]): Promise<Answer>;
}

/** More in one transaction only makes those in it wait. */
const largestGroup = 64;
/** Groups at once: one is flushed while others are written. With more, groups are small and flushes many. */
const lanes = 3;

/** `run` commits a group and answers each of its jobs in order; when it throws, all of them fail with that. */
export function commitGroups<Job, Answer>(
  run: (jobs: readonly Job[]) => Promise<readonly Answer[]>,
): CommitGroups<Job, Answer> {
  const busy = new Set<string>();
  let running = 0;
  let queue: Waiting<Job, Answer>[] = [];

  async function start(group: readonly Waiting<Job, Answer>[]): Promise<void> {
    const accounts = group.flatMap(waiting => waiting.accounts);
    for (const account of accounts) busy.add(account);
    running += 1;
    try {
      const answers = await run(group.map(({job}) => job));
      for (const [at, {resolve, reject}] of group.entries()) {
        if (at < answers.length) resolve(answers[at] as Answer);
        else reject(new Error('a group was answered in part'));
      }
    } catch (cause) {
      for (const {reject} of group) reject(cause);
    }
    for (const account of accounts) busy.delete(account);
    running -= 1;
    startWaiting();
  }

  /** Starts what may run now. What stays keeps all its accounts from those behind it: nobody overtakes. */
  function startWaiting(): void {
    while (running < lanes && queue.length > 0) {
      const blocked = new Set(busy);
      const group: Waiting<Job, Answer>[] = [];
      const stays: Waiting<Job, Answer>[] = [];
      for (const waiting of queue) {
        const {accounts} = waiting;
        if (group.length < largestGroup && !accounts.some(account => blocked.has(account))) {
          group.push(waiting);
        } else {
          stays.push(waiting);
          for (const account of accounts) blocked.add(account);
        }
      }
      if (group.length === 0) return;
      queue = stays;
      void start(group);
    }
  }

  return {
    commit: (job, accounts) =>
      new Promise((resolve, reject) => {
        queue.push({job, accounts, resolve, reject});
        startWaiting();
      }),
  };
}
