/**
 * One try at somebody's PIN: counted before it is checked, so that pulling the plug in between is no free try, and in
 * one step with what other windows count. Who left the shop since their name was touched is not let in.
 */
import type {Staff} from '../../shared/protocol/staff.ts';
import {changeKept, readKept} from '../till-db/kept-value.ts';
import {readStaffMember} from '../till-db/read-staff.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {failures, type Lockout, lockedForMs, lockoutSchema, noteRightPin, noteWrongPin} from './lockout.ts';
import {recordLockout} from './record-lockout.ts';
import {verifyPin} from './verify-pin.ts';

const lockoutKey = 'pin-lockout';

export type PinTry =
  | {readonly outcome: 'right'; readonly lockout: Lockout}
  | {readonly outcome: 'wrong'; readonly lockout: Lockout}
  /** Too early: nothing was checked and nothing counted. */
  | {readonly outcome: 'locked'; readonly lockout: Lockout}
  | {readonly outcome: 'inactive'; readonly lockout: Lockout};

export async function readLockout(till: TillContext): Promise<Lockout> {
  return (await readKept(till.db, lockoutKey, lockoutSchema)) ?? {};
}

export async function tryPin(till: TillContext, {id}: Staff, pin: string): Promise<PinTry> {
  const nowMs = till.clock.nowMs();
  let isLocked = false;
  const counted = await changeLockout(till, lockout => {
    isLocked = lockedForMs(lockout, id, nowMs) > 0;
    return isLocked ? lockout : noteWrongPin(lockout, id, nowMs);
  });
  if (isLocked) return {outcome: 'locked', lockout: counted};
  const member = await readStaffMember(till.db, id);
  if (member === null || !member.active) return {outcome: 'inactive', lockout: counted};
  if (await verifyPin(pin, member.pin))
    return {outcome: 'right', lockout: await changeLockout(till, lockout => noteRightPin(lockout, id))};
  if (lockedForMs(counted, id, nowMs) > 0) await recordLockout(till, id, failures(counted, id));
  return {outcome: 'wrong', lockout: counted};
}

function changeLockout(till: TillContext, change: (lockout: Lockout) => Lockout): Promise<Lockout> {
  return changeKept(till.db, lockoutKey, lockoutSchema, kept => change(kept ?? {}));
}
