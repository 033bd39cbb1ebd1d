/** What a manager changes at a till, perhaps while another one does elsewhere: through the till's own command. */
import {type EditDraft, editDocument} from '../../renderer/till-ledger/edit-document.ts';
import {seenDocument} from '../../renderer/till-ledger/seen-document.ts';
import type {Till} from '../../renderer/till-ledger/till.ts';
import {unheardEdits} from '../../renderer/till-ledger/withheld.ts';
import type {Editable} from '../../shared/merge/editable.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Stream} from './seeded-random.ts';
import {editedLimit, managerId} from './shop.ts';

interface Kind {
  readonly name: string;
  readonly isMeant: (document: Document) => boolean;
  readonly change: (seen: Editable, random: Stream) => EditDraft['change'];
}

const kinds: readonly Kind[] = [
  {
    name: 'renamed',
    isMeant: ({kind}) => kind === 'product' || kind === 'campaign',
    change: (_seen, random) => fields('name', `name ${random.below(1_000)}`),
  },
  {
    name: 'paused or resumed',
    isMeant: ({kind}) => kind === 'campaign',
    change: seen => fields('active', 'active' in seen && !seen.active),
  },
  {
    name: 'limit changed',
    isMeant: ({id}) => id === editedLimit.id,
    change(seen, random) {
      const limit = seen.kind === 'voucher' ? (seen.usesLimit ?? 0) : 0;
      return fields('usesLimit', limit + random.pick([-3, -1, 2, 5]));
    },
  },
  {
    name: 'price changed',
    isMeant: ({kind}) => kind === 'product',
    change: (_seen, random) => fields('priceMinor', 100 * random.between(1, 40)),
  },
  {
    name: 'deleted',
    isMeant: ({id}) => id.startsWith('v_SPARE'),
    change: () => ({kind: 'delete'}),
  },
];

/** What became of it, for the tally; null where there was nothing to change. @throws LedgerWriteFailed */
export async function editAtTill(
  till: Till,
  documents: readonly Document[],
  random: Stream,
): Promise<string | null> {
  const {name, isMeant, change} = random.pick(kinds);
  const open = documents.flatMap(one => (isMeant(one) && isEditable(one) ? one : []));
  if (open.length === 0) return null;
  const published = random.pick(open);
  const seen = seenDocument(published, await unheardEdits(till.ledger, null));
  if (seen === null) return null;
  const edited = await editDocument(till, {seen, staffId: managerId, change: change(seen, random)});
  return edited.ok ? `document ${name}` : 'edit refused';
}

function fields(path: string, value: string | number | boolean): EditDraft['change'] {
  return {kind: 'fields', after: new Map([[path, value]])};
}

function isEditable(document: Document): document is Editable & Document {
  const {kind} = document;
  return kind === 'product' || kind === 'campaign' || kind === 'voucher' || kind === 'promotion_tier';
}
