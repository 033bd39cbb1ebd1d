/**
 * Units of one line by number, counted from 1: `first`, then every `step`-th, `count` of them. Quantities may be any
 * whole number, so units are counted and never written out until somebody wants to read them.
 */
export interface UnitRun {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

export function allUnits(quantity: number): UnitRun {
  return {first: 1, step: 1, count: quantity};
}

/** Passes over `skip` units of the run and takes every `repeat`-th from there on. */
export function everyNth(run: UnitRun, skip: number, repeat: number): UnitRun {
  const count = skip >= run.count ? 0 : Math.floor((run.count - 1 - skip) / repeat) + 1;
  return {first: run.first + skip * run.step, step: run.step * repeat, count};
}

export function atMost(run: UnitRun, most: number): UnitRun {
  return most < run.count ? {...run, count: Math.max(0, most)} : run;
}

/** The numbers themselves: only where few are to be read. */
export function unitNumbers({first, step, count}: UnitRun): number[] {
  return Array.from({length: count}, (_, index) => first + index * step);
}
