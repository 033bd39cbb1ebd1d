/** The days that a word such as "next month" means, first and last included, as days since 1970-01-01. */
import {addCivilMonths, civilDateOf, dayNumberOf, dayOfWeekOf} from '../calendar/civil-date.ts';
import type {FirstDayOfWeek} from '../calendar/period.ts';

export type DayRange = readonly [number, number];

/** `steps` days from today: −1 yesterday, 0 today, 1 tomorrow. */
export function dayAway(today: number, steps: number): DayRange {
  return [today + steps, today + steps];
}

export function weekAway(today: number, steps: number, first: FirstDayOfWeek): DayRange {
  const start = today - ((dayOfWeekOf(today) - first + 7) % 7) + steps * 7;
  return [start, start + 6];
}

export function monthAway(today: number, steps: number): DayRange {
  const thisMonth = {...civilDateOf(today), day: 1};
  const start = dayNumberOf(addCivilMonths(thisMonth, steps));
  return [start, dayNumberOf(addCivilMonths(thisMonth, steps + 1)) - 1];
}

export function yearAway(today: number, steps: number): DayRange {
  const year = civilDateOf(today).year + steps;
  return [dayNumberOf({year, month: 1, day: 1}), dayNumberOf({year, month: 12, day: 31})];
}
