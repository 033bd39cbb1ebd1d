/**
 * What edits do at the till where they were made before the server has heard of them. What gives less holds at once: the
 * manager who pauses a campaign must not see it honoured a minute later. What may give more (a raised limit, another
 * rule or discount, a longer time, a price) waits for the server's word, because others may be doing the same.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import type {EditableKind} from './editable.ts';
import type {EditedField} from './merge-edit.ts';

export interface UnheardEdit {
  readonly kind: EditableKind;
  readonly change:
    | {readonly kind: 'fields'; readonly fields: readonly EditedField[]}
    | {readonly kind: 'delete'};
}

/**
 * Whether a campaign, voucher or tier is not to be used at `nowMs` because of `edits` of it, oldest first (ME9, ME10).
 * What one took away another may give back: they count together, from the first one's *before* to the last one's *after*.
 */
export function withholds(edits: readonly UnheardEdit[], nowMs: EpochMs): boolean {
  const fields = new Map<string, EditedField>();
  for (const {kind, change} of edits) {
    if (kind === 'product') return false;
    if (change.kind === 'delete') return true;
    for (const field of change.fields) {
      const {before} = fields.get(field.path) ?? field;
      fields.set(field.path, {path: field.path, before, after: field.after});
    }
  }
  return [...fields.values()].some(field => restrictsAt(field, nowMs));
}

function restrictsAt({path, before, after}: EditedField, nowMs: EpochMs): boolean {
  switch (path) {
    case 'active':
      return before !== false && after === false;
    case 'endsAtMs':
      return typeof after === 'number' && !(typeof before === 'number' && before <= after) && nowMs >= after;
    case 'startsAtMs':
      return typeof after === 'number' && !(typeof before === 'number' && before >= after) && nowMs < after;
    default:
      return false;
  }
}
