/**
 * Which lines and units an item-level benefit may touch (semantics.md B.7).
 *
 * Every rule that makes a selection must select a line, and excluded beats included. What they all leave is then
 * narrowed rule by rule, in the order given: the entry that *governs* a line (entry-index.ts) picks by price and
 * position, and limits units and money.
 *
 * Always true (SPEC.md, AP…): no more units than a line has or a limit allows; no excluded line; a line at most once;
 * equal input, equal selection.
 */
import {assert} from '../kernel/assert.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import {admittedLines} from './admitted-lines.ts';
import type {Application} from './application.ts';
import {applicationOf} from './application-of.ts';
import {noGroups} from './money-groups.ts';
import {narrow} from './narrow.ts';
import {plainLines} from './plain-lines.ts';
import {selectedLines} from './selected-lines.ts';
import {type Selecting, selectingRules} from './selecting.ts';
import type {Selection} from './selection.ts';
import type {SelectionInput} from './selection-input.ts';

const nothing: Selection = {
  isMade: false,
  namesProducts: false,
  lines: [],
  groups: [],
  application: {applicable: [], inapplicable: []},
};

/** Selects by the rules assigned to a redeemable and its campaign, the redeemable's own first. */
export function selectUnits(
  rules: readonly Pick<ValidationRule, 'id' | 'applicableTo'>[],
  input: SelectionInput,
): Selection {
  assert(input.lines.length === input.order.lines.length, 'facts of every line needed');
  const selecting = selectingRules(rules);
  const [first] = selecting;
  if (first === undefined) return nothing;
  if (selecting.length === 1 && first.applicable.isPlain) {
    const lines = plainLines(first.applicable, input);
    const hasEntries = first.applicable.included.entries.length > 0;
    return new MadeSelection(selecting, lines, noGroups, () =>
      applicationOf(selecting, hasEntries ? admittedLines(selecting, input) : [], input),
    );
  }
  let chosen = admittedLines(selecting, input);
  for (let rule = 0; rule < selecting.length; rule++) chosen = narrow(chosen, rule, input);
  const {lines, groups} = selectedLines(chosen);
  return new MadeSelection(selecting, lines, groups, () => applicationOf(selecting, chosen, input));
}

/**
 * What was touched is written out when somebody reads it: most that is tried is not applied. A class, not an object
 * with a getter: of those the engine makes a dictionary each.
 */
class MadeSelection implements Selection {
  readonly isMade = true;
  readonly namesProducts: boolean;
  readonly lines: Selection['lines'];
  readonly groups: Selection['groups'];
  readonly #write: () => Application;
  #application: Application | undefined;

  constructor(
    selecting: readonly Selecting[],
    lines: Selection['lines'],
    groups: Selection['groups'],
    write: () => Application,
  ) {
    this.namesProducts = selecting.some(({applicable}) => applicable.namesProducts);
    this.lines = lines;
    this.groups = groups;
    this.#write = write;
  }

  get application(): Application {
    this.#application ??= this.#write();
    return this.#application;
  }
}
