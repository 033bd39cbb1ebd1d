import {type Minor, minor} from '../../shared/money/minor.ts';

/** Steps of notes in major units: a customer hands over the next multiple of one of them. */
const noteSteps = [5, 10, 20, 50, 100, 200, 500];
/** Currencies without decimals count in larger numbers. */
const noteStepsWithoutDecimals = [500, 1000, 2000, 5000, 10_000, 50_000];
const mostPresets = 4;

/** Amounts above what is due that a customer is likely to hand over, smallest first. */
export function cashPresets(dueMinor: Minor, exponent: number): Minor[] {
  const unit = 10 ** exponent;
  const steps = exponent === 0 ? noteStepsWithoutDecimals : noteSteps.map(step => step * unit);
  const amounts = steps.map(step => Math.ceil(dueMinor / step) * step).filter(amount => amount > dueMinor);
  return [...new Set(amounts)]
    .sort((a, b) => a - b)
    .slice(0, mostPresets)
    .map(minor);
}
