import type {ApplicableEntry} from '../rules/validation-rule.ts';
import type {Picking} from './picking.ts';

/** An entry of `included` or `excluded`, read once. */
export interface CompiledEntry {
  readonly entry: ApplicableEntry;
  /** Its place in the rule's list. */
  readonly index: number;
  /** The same object for entries of one rule that pick alike: they pick together. */
  readonly picking: Picking;
  /** It takes every unit of every line that it matches. */
  readonly isPlain: boolean;
}
