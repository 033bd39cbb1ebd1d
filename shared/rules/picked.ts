import type {Moment} from './moment.ts';
import type {RuleLine} from './rule-line.ts';

/** One picked line among all picked; no line where none was picked, so that the trace still shows what is asked. */
export interface Picked {
  readonly line: RuleLine | null;
  readonly all: readonly RuleLine[];
  readonly moment: Moment;
}
