/**
 * What sort of field a path of a document names, and so by which rule an edit of it is merged (SPEC.md). A path is a
 * member of the document (`name`), or one of its metadata (`metadata.colour`) or benefit (`benefit.discount`): those
 * are merged one by one, because two people who fill in different attributes do not contradict each other.
 */
import type {JsonValue} from '../kernel/metadata.ts';
import type {EditableKind} from './editable.ts';
import {headOf} from './field-path.ts';

export type FieldKind = 'descriptive' | 'set' | 'limit' | 'schedule' | 'register' | 'lifecycle';

const incentive = {
  active: 'lifecycle',
  startsAtMs: 'schedule',
  endsAtMs: 'schedule',
  validity: 'schedule',
  categoryId: 'register',
  ruleIds: 'register',
} as const;

/** Members that are not here belong to who makes the document: ids, codes, whose it is, what follows from others. */
const kinds: Readonly<Record<EditableKind, Readonly<Record<string, FieldKind>>>> = {
  campaign: {
    ...incentive,
    name: 'descriptive',
    activeAfterPublishingIso: 'schedule',
    currency: 'register',
    parentId: 'register',
    giveaway: 'register',
    offlinePolicy: 'register',
    spendPastExpiry: 'register',
    serverReserve: 'register',
  },
  promotion_tier: {
    ...incentive,
    name: 'descriptive',
    banner: 'descriptive',
    discount: 'register',
    extras: 'register',
    hierarchy: 'register',
  },
  voucher: {
    ...incentive,
    usesLimit: 'limit',
    'benefit.discount': 'register',
    'benefit.extras': 'register',
    'benefit.effect': 'register',
  },
  product: {name: 'descriptive', priceMinor: 'register', priceFloorMinor: 'register', categories: 'set'},
};

/** null where the field is not edited at all. Lists among the metadata are sets, whatever else is there describes. */
export function fieldKindOf(
  kind: EditableKind,
  path: string,
  values: readonly (JsonValue | undefined)[],
): FieldKind | null {
  if (headOf(path) !== 'metadata')
    return Object.hasOwn(kinds[kind], path) ? (kinds[kind][path] ?? null) : null;
  if (path === 'metadata') return null;
  const given = values.filter(value => value !== undefined);
  return given.length > 0 && given.every(value => Array.isArray(value)) ? 'set' : 'descriptive';
}
