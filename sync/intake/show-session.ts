/**
 * Sessions tell two machines with one identity apart. Each answer to the present session carries the next one. A till
 * holds the present one or, where an answer was lost, the former. An older one is either a late message of the same till,
 * whose answer nobody reads, or another machine. So nothing is granted then, and the answer carries a *suspect* session:
 * the till never sees it, a second machine comes back with it and is found out. No clock is asked. A till that shows none
 * lost what it kept (a wiped browser storage, brought back from the journal) and is told the present one: a copy of a disk
 * would have one to show, and what was lost for good is found out by its sequence.
 */
import type {EpochState} from '../store/device-epoch.ts';

export interface Shown {
  readonly state: EpochState;
  /** `old`: late or a second machine · `second`: another machine for certain. */
  readonly who: 'till' | 'old' | 'second';
  /** For the answer. */
  readonly session: string;
}

/** `fresh` is a session nobody was given yet; `shown` is null from a till that was not answered in this epoch. */
export function showSession(state: EpochState, shown: string | null, fresh: string): Shown {
  const {session, formerSession, suspectSession} = state;
  if (shown === session) {
    return {state: {...state, session: fresh, formerSession: shown}, who: 'till', session: fresh};
  }
  if (session !== null && (shown === formerSession || shown === null)) return {state, who: 'till', session};
  if (shown !== null && shown === suspectSession) return {state, who: 'second', session: shown};
  if (suspectSession !== null) return {state, who: 'old', session: suspectSession};
  return {state: {...state, suspectSession: fresh}, who: 'old', session: fresh};
}
