import {compileFilter} from '../filters/compile-filter.ts';
import type {FilterPlace} from '../filters/look.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {SegmentId} from '../kernel/id.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {type CustomerField, findCustomerField} from './customer-fields.ts';
import type {CustomerProfile} from './customer-profile.ts';
import {nextWindowChangeMs, readCustomerField} from './read-customer-field.ts';
import type {Segment} from './segment.ts';

export interface CompiledSegment {
  readonly id: SegmentId;
  /** Whether those who enter and leave are told of. */
  readonly announces: boolean;
  /** Canonical paths it mentions; none for a static one, which no change touches. */
  readonly paths: readonly string[];
  readonly isTimed: boolean;
  readonly holds: (profile: CustomerProfile, nowMs: EpochMs, place: FilterPlace) => boolean;
  /** When to look again although nothing was changed; null for never. */
  readonly nextChangeMs: (profile: CustomerProfile, nowMs: EpochMs, place: FilterPlace) => EpochMs | null;
}

export type SegmentProblem = {readonly ok: false; readonly where: string; readonly message: string};

export function compileSegment(segment: Segment): ({readonly ok: true} & CompiledSegment) | SegmentProblem {
  const {members} = segment;
  if (members.type === 'static') return compileStatic(segment.id, members.customerIds);
  const filter = compileFilter(members.filter);
  if (!filter.ok) return filter;
  const fields = new Map<string, CustomerField>();
  for (const name of filter.fields) {
    const field = findCustomerField(name);
    if (field === null) return {ok: false, where: name, message: 'is not a field of customers'};
    fields.set(name, field);
  }
  const windows = [...fields.values()].flatMap(({window}) => (window === undefined ? [] : [window]));
  const reader =
    (profile: CustomerProfile, nowMs: EpochMs, place: FilterPlace) =>
    (name: string): JsonValue | undefined => {
      const field = fields.get(name);
      return field === undefined ? undefined : readCustomerField(profile, field, nowMs, place.zone ?? 'UTC');
    };
  return {
    ok: true,
    id: segment.id,
    announces: members.type === 'auto-update',
    paths: [...fields.values()].flatMap(mentionedPaths),
    isTimed: filter.isTimed || windows.length > 0,
    holds: (profile, nowMs, place) => filter.matches(reader(profile, nowMs, place), nowMs, place),
    nextChangeMs: (profile, nowMs, place) =>
      earliest([
        filter.nextChangeMs(reader(profile, nowMs, place), nowMs, place),
        ...windows.map(window => nextWindowChangeMs(profile, window, nowMs, place.zone ?? 'UTC')),
      ]),
  };
}

export function earliest(instants: readonly (EpochMs | null)[]): EpochMs | null {
  let first: EpochMs | null = null;
  for (const ms of instants) if (ms !== null && (first === null || ms < first)) first = ms;
  return first;
}

/** Orders of the last days come with the orders. */
function mentionedPaths({path, window}: CustomerField): string[] {
  return window === undefined ? [path] : [path, 'summary.orders'];
}

function compileStatic(id: SegmentId, customerIds: readonly string[]): {readonly ok: true} & CompiledSegment {
  const members: ReadonlySet<string> = new Set(customerIds);
  return {
    ok: true,
    id,
    announces: false,
    paths: [],
    isTimed: false,
    holds: profile => profile.customerId !== null && members.has(profile.customerId),
    nextChangeMs: () => null,
  };
}
