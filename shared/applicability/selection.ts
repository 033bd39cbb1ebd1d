import type {Minor} from '../money/minor.ts';
import type {ApplicableEntry} from '../rules/validation-rule.ts';
import type {Application} from './application.ts';

/** A line that an item-level benefit may touch, and how far. At most one per line of the order. */
export interface SelectedLine {
  readonly lineIndex: number;
  /** Units it may touch, 1 … quantity; `whole` when that is every unit of the line. */
  readonly units: number;
  readonly whole: boolean;
  /** Most money off this line; null: no limit. */
  readonly amountLimitMinor: Minor | null;
  /** The entry that selected it (its new price for FIXED); null where the rule includes everything. */
  readonly entry: ApplicableEntry | null;
  /** Entries of further rules that selected it as well, whose unit counters count its units too; absent for none. */
  readonly otherEntries?: readonly ApplicableEntry[];
  /** Index into `groups`: lines that share an aggregated money limit. */
  readonly group: number;
}

export interface Selection {
  /** Whether any rule says which products the benefit is for. If none does, an item-level benefit touches nothing. */
  readonly isMade: boolean;
  /** Whether any rule names products (included or excluded): the default effect then is items. */
  readonly namesProducts: boolean;
  /** In the order of application. */
  readonly lines: readonly SelectedLine[];
  readonly groups: readonly {readonly aggregatedAmountLimitMinor: Minor | null}[];
  /** Written out when it is first read. */
  readonly application: Application;
}
