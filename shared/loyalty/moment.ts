import {localTimeOf} from '../calendar/local-time.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import {type LocalDate, localDate} from './local-date.ts';

/** An instant with the local day that it falls on. */
export interface Moment {
  readonly atMs: EpochMs;
  readonly today: LocalDate;
}

/** `zone` is the project's IANA zone. */
export function momentOf(atMs: EpochMs, zone: string): Moment {
  const {year, month, day} = localTimeOf(atMs, zone);
  return {atMs, today: localDate(year, month, day)};
}
