/** What tills hold of a thing that REST is short of is asked back once before the answer is that there is none left. */
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {accountVoucher} from '../../shared/ledger/account-key.ts';
import {type RecallDeps, recallAndWait} from '../leases/recall.ts';
import type {Decided} from './decide-request.ts';
import {shortages} from './shortages.ts';

/** Of one request: when it began, and what tills still held of each voucher that it asked for. */
export interface Recalls {
  readonly sinceMs: EpochMs;
  readonly held: Map<string, number>;
}

/** A request waits so long in all, however many things it is short of. */
const patienceMs = 800;

/**
 * Asks tills for each short account that was not asked for yet, all at once. True when there is enough of one of them now,
 * so that deciding again may help.
 */
export async function recallShort(
  deps: RecallDeps,
  projectId: ProjectId,
  decided: Decided,
  {sinceMs, held}: Recalls,
): Promise<boolean> {
  const leftMs = patienceMs - Math.max(0, deps.clock.nowMs() - sinceMs);
  const short = shortages(decided).flatMap(({account, amount}) => {
    const voucherId = accountVoucher(account);
    return voucherId === null || held.has(voucherId) ? [] : {voucherId, account, amount};
  });
  const freed = await Promise.all(
    short.map(async ({voucherId, account, amount}) => {
      const recalled = await recallAndWait(deps, projectId, account, amount, Math.max(0, leftMs));
      held.set(voucherId, recalled.heldByTills);
      return recalled.free;
    }),
  );
  return freed.includes(true);
}
