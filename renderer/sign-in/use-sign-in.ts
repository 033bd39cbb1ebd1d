import {useEffect, useState} from 'react';
import type {Staff} from '../../shared/protocol/staff.ts';
import {announce} from '../design/live-region.tsx';
import type {TillContext} from '../till-db/till-context.ts';
import {type Lockout, lockedForMs, triesLeft} from './lockout.ts';
import {type PinTry, readLockout, tryPin} from './try-pin.ts';

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
    void readLockout(till).then(setLockout);
  }, [till]);

  async function check(pin: string): Promise<void> {
    if (staff === null || isChecking) return;
    setChecking(true);
    setProblem(null);
    const tried = await tryPin(till, staff, pin);
    setChecking(false);
    setLockout(tried.lockout);
    if (tried.outcome === 'right') onSignedIn(staff);
    const text = problemText(tried, staff);
    if (text === null) return;
    setProblem(text);
    announce(text, 'assertive');
  }

  const waitMs = staff === null ? 0 : lockedForMs(lockout, staff.id, nowMs);
  return {problem, isChecking, lockedForMs: waitMs, check, forgetProblem: () => setProblem(null)};
}

/** null where nothing is wrong, and where the wait says it. */
function problemText({outcome, lockout}: PinTry, {id, name}: Staff): string | null {
  if (outcome === 'inactive') return `${name} no longer works here. Ask a manager.`;
  if (outcome !== 'wrong') return null;
  const left = triesLeft(lockout, id);
  return `That is not the PIN. ${left === 1 ? '1 try' : `${left} tries`} left before a pause.`;
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
