import type {StaffId} from '../../shared/kernel/id.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {readOther, readOthers} from './read-other.ts';

/** Who may sign in, by name. */
export async function readStaff(db: TillDatabases): Promise<Staff[]> {
  const staff = await readOthers(db.cache, 'staff');
  return staff.filter(member => member.active).sort((a, b) => a.name.localeCompare(b.name));
}

/** One member of staff, no longer active ones included. */
export function readStaffMember(db: TillDatabases, id: StaffId): Promise<Staff | null> {
  return readOther(db.cache, 'staff', id);
}
