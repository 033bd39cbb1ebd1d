import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {ProjectId, StaffId} from '../../shared/kernel/id.ts';
import type {StaffChange} from '../../shared/protocol/admin.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {changeStaffDocument} from '../storage/staff/change-staff-document.ts';
import {transact} from '../storage/transact.ts';

/** Lets a person sign in, or no more. What they did before stays under their name. */
export async function changeStaff(
  {db}: Pick<AppDeps, 'db'>,
  projectId: ProjectId,
  staffId: StaffId,
  {active}: StaffChange,
): Promise<Outcome<Staff>> {
  const changed = await transact(db, tx => changeStaffDocument(tx, projectId, staffId, active));
  return changed === null ? refused(notFound('staff', staffId)) : done(changed);
}
