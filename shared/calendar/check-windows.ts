/**
 * What is wrong with recurring windows, for whoever makes a campaign: each problem with its place. Windows with a
 * problem are not kept; kept ones are evaluated all the same (`is-open.ts`).
 */
import {parseIsoDuration, roughMs} from './iso-duration.ts';
import type {ValidityWindows} from './validity-windows.ts';

export interface WindowProblem {
  /** `timeframe.intervalIso`, `hours.2`. */
  readonly where: string;
  readonly code: 'not_a_duration' | 'no_length' | 'windows_overlap' | 'never_open' | 'ranges_overlap';
  /** The other range, where two overlap. */
  readonly other?: string;
}

type Range = NonNullable<ValidityWindows['hours']>[number];
const weekMinutes = 7 * 1440;

export function checkWindows({timeframe, daysOfWeek, hours}: ValidityWindows): WindowProblem[] {
  return [
    ...(timeframe === undefined ? [] : timeframeProblems(timeframe)),
    ...(daysOfWeek?.length === 0 ? [{where: 'daysOfWeek', code: 'never_open' as const}] : []),
    ...(hours === undefined ? [] : hoursProblems(hours)),
  ];
}

function timeframeProblems(timeframe: NonNullable<ValidityWindows['timeframe']>): WindowProblem[] {
  const problems: WindowProblem[] = [];
  const lengths = (['intervalIso', 'durationIso'] as const).map(part => {
    const parsed = parseIsoDuration(timeframe[part]);
    const length = parsed.ok ? roughMs(parsed.duration) : null;
    if (length === null) problems.push({where: `timeframe.${part}`, code: 'not_a_duration'});
    if (length === 0) problems.push({where: `timeframe.${part}`, code: 'no_length'});
    return length;
  });
  const [interval = null, duration = null] = lengths;
  if (interval && duration && duration > interval)
    problems.push({where: 'timeframe.durationIso', code: 'windows_overlap'});
  return problems;
}

function hoursProblems(hours: readonly Range[]): WindowProblem[] {
  if (hours.length === 0) return [{where: 'hours', code: 'never_open'}];
  const problems: WindowProblem[] = [];
  hours.forEach((range, index) => {
    const where = `hours.${index}`;
    if (range.startMinute === range.endMinute || range.daysOfWeek.length === 0)
      problems.push({where, code: 'never_open'});
    const earlier = hours.slice(0, index).findIndex(other => overlap(range, other));
    if (earlier !== -1) problems.push({where, code: 'ranges_overlap', other: `hours.${earlier}`});
  });
  return problems;
}

function overlap(a: Range, b: Range): boolean {
  return spans(a).some(([aStart, aEnd]) =>
    spans(b).some(([bStart, bEnd]) =>
      // Saturday night reaches into the next week's Sunday.
      [-weekMinutes, 0, weekMinutes].some(shift => aStart < bEnd + shift && bStart + shift < aEnd),
    ),
  );
}

/** The range on each of its days, in minutes of the week. */
function spans({startMinute, endMinute, daysOfWeek}: Range): (readonly [number, number])[] {
  const length = endMinute >= startMinute ? endMinute - startMinute : endMinute + 1440 - startMinute;
  return daysOfWeek.map(day => [day * 1440 + startMinute, day * 1440 + startMinute + length]);
}
