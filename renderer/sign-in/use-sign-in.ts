import {useEffect, useState} from 'react';
import type {Staff} from '../../shared/protocol/staff.ts';
import {announce} from '../design/live-region.tsx';
import {keep, readKept} from '../till-db/kept-value.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {type Lockout, lockedForMs, lockoutSchema, noteRightPin, noteWrongPin, triesLeft} from './lockout.ts';
import {verifyPin} from './verify-pin.ts';

const lockoutKey = 'pin-lockout';

export interface SignIn {
  readonly problem: string | null;
  readonly isChecking: boolean;
  readonly lockedForMs: number;
  readonly check: (pin: string) => Promise<void>;
  readonly forgetProblem: () => void;
}

/** Checks PINs for one member of staff and remembers wrong tries, also over a restart. */
export function useSignIn(
  till: TillContext,
  staff: Staff | null,
  onSignedIn: (staff: Staff) => void,
): SignIn {
  const [lockout, setLockout] = useState<Lockout>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isChecking, setChecking] = useState(false);
  const nowMs = useTicking(till);

  useEffect(() => {
    void readKept(till.db, lockoutKey, lockoutSchema).then(kept => setLockout(kept ?? {}));
  }, [till]);

  async function remember(next: Lockout): Promise<void> {
    setLockout(next);
    await keep(till.db, lockoutKey, lockoutSchema, next);
  }

  async function check(pin: string): Promise<void> {
    const kept = (await readKept(till.db, lockoutKey, lockoutSchema)) ?? {};
    if (staff === null || lockedForMs(kept, staff.id, till.clock.nowMs()) > 0) return;
    setChecking(true);
    setProblem(null);
    // Counted before it is checked: pulling the plug in between is no free try.
    const counted = noteWrongPin(kept, staff.id, till.clock.nowMs());
    await keep(till.db, lockoutKey, lockoutSchema, counted);
    const isRight = await verifyPin(pin, staff.pin);
    setChecking(false);
    if (isRight) {
      await remember(noteRightPin(counted, staff.id));
      onSignedIn(staff);
      return;
    }
    setLockout(counted);
    const left = triesLeft(counted, staff.id);
    const text = `That is not the PIN. ${left === 1 ? '1 try' : `${left} tries`} left before a pause.`;
    setProblem(text);
    announce(text, 'assertive');
  }

  const waitMs = staff === null ? 0 : lockedForMs(lockout, staff.id, nowMs);
  return {problem, isChecking, lockedForMs: waitMs, check, forgetProblem: () => setProblem(null)};
}

/** The till's time, looked at every half second. */
function useTicking(till: TillContext): number {
  const [nowMs, setNowMs] = useState<number>(() => till.clock.nowMs());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(till.clock.nowMs()), 500);
    return () => clearInterval(timer);
  }, [till]);
  return nowMs;
}
