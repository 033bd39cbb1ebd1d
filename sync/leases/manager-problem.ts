import {type ApiProblem, apiError} from '../../shared/api/error.ts';
import type {StaffId} from '../../shared/kernel/id.ts';
import type {SyncReads} from '../store/sync-store.ts';

/** Why this person may not decide about money: null for a manager who still works here. */
export async function managerProblem(
  reads: Pick<SyncReads, 'findStaff'>,
  staffId: StaffId,
): Promise<ApiProblem | null> {
  const person = (await reads.findStaff([staffId])).get(staffId);
  if (person?.active === true && person.role === 'manager') return null;
  return apiError('forbidden', {details: `${staffId} is no active manager`});
}
