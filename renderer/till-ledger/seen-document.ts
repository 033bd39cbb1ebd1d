import {type Editable, readEditable} from '../../shared/merge/editable.ts';
import {writeField} from '../../shared/merge/field-path.ts';
import type {Edit} from '../../shared/protocol/edit.ts';

/**
 * A document as a person at this till sees it who wants to change it: as the server published it, with what was changed
 * here since (`unheard`, oldest first). Decisions never look at it. null where it was deleted here.
 */
export function seenDocument(published: Editable, unheard: readonly Edit[]): Editable | null {
  let seen = published;
  for (const {documentId, change} of unheard) {
    if (documentId !== published.id) continue;
    if (change.kind === 'delete') return null;
    for (const {path, after} of change.fields)
      seen = readEditable(seen.kind, writeField(seen, path, after)) ?? seen;
  }
  return seen;
}
