import type {PricedLine} from '../order/priced-order.ts';
import type {CompiledEntry} from './compiled-entry.ts';
import type {UnitRun} from './unit-run.ts';

/** A line on its way through the rules: the units that those asked so far leave it. */
export interface ChosenLine {
  readonly lineIndex: number;
  readonly line: PricedLine;
  readonly units: UnitRun;
  /** The entry that governs it, by rule in the order of the rules; null where a rule takes it without naming it. */
  readonly governing: readonly (CompiledEntry | null)[];
}
