import type {ApplicableEntry} from '../rules/validation-rule.ts';

/** Which of the lines or units that it matches an entry takes (semantics.md B.7). */
export interface Picking {
  readonly sorting: 'none' | 'cheapest' | 'dearest';
  /** Only the first one. */
  readonly isSingle: boolean;
  /** It counts units across lines, not lines. */
  readonly byUnit: boolean;
  readonly skipInitially: number;
  readonly repeat: number;
}

const sortings = {
  APPLY_TO_EVERY: 'none',
  APPLY_TO_CHEAPEST: 'cheapest',
  APPLY_FROM_CHEAPEST: 'cheapest',
  APPLY_TO_MOST_EXPENSIVE: 'dearest',
  APPLY_FROM_MOST_EXPENSIVE: 'dearest',
} as const;

export function pickingOf(entry: ApplicableEntry): Picking {
  const effect = entry.effect ?? 'APPLY_TO_EVERY';
  return {
    sorting: sortings[effect],
    isSingle: effect === 'APPLY_TO_CHEAPEST' || effect === 'APPLY_TO_MOST_EXPENSIVE',
    byUnit: entry.target === 'UNIT',
    skipInitially: entry.skipInitially ?? 0,
    repeat: entry.repeat ?? 1,
  };
}

/** Every unit of every line, in the order in which they come. */
export function takesAll({sorting, skipInitially, repeat}: Picking): boolean {
  return sorting === 'none' && skipInitially === 0 && repeat === 1;
}

export function picksAlike(one: Picking, other: Picking): boolean {
  return (
    one.sorting === other.sorting &&
    one.isSingle === other.isSingle &&
    one.byUnit === other.byUnit &&
    one.skipInitially === other.skipInitially &&
    one.repeat === other.repeat
  );
}
