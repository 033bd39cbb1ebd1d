import {localTimeOf} from '../calendar/local-time.ts';
import type {FirstDayOfWeek} from '../calendar/period.ts';
import type {EpochMs} from '../kernel/epoch.ts';

/** The decision's instant, in the project's zone and week. */
export interface Moment {
  readonly nowMs: EpochMs;
  /** A zone that is known (`calendar/zone-offset.ts`). */
  readonly zone: string;
  readonly firstDayOfWeek: FirstDayOfWeek;
}

/** Today as a day number. */
export function todayOf({nowMs, zone}: Moment): number {
  return localTimeOf(nowMs, zone).dayNumber;
}
