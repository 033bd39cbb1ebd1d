/**
 * Segments: who belongs to which group of customers. A change of one customer asks only the segments that mention
 * what changed; time asks only the timed ones, and only when it may matter. Rules in SPEC.md (SG…).
 */
import type {FilterPlace} from '../filters/look.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {SegmentId} from '../kernel/id.ts';
import {type CompiledSegment, compileSegment, earliest, type SegmentProblem} from './compile-segment.ts';
import {findCustomerField} from './customer-fields.ts';
import type {CustomerProfile} from './customer-profile.ts';
import {indexFields} from './field-index.ts';
import type {Segment} from './segment.ts';

/** What became of a customer's segments. Ids in the order of the segments given. */
interface Membership {
  readonly now: readonly SegmentId[];
  readonly entered: readonly SegmentId[];
  readonly left: readonly SegmentId[];
  /** `customer.segment.entered` and `.left`: of active segments only. */
  readonly announced: {readonly entered: readonly SegmentId[]; readonly left: readonly SegmentId[]};
}

export interface CompiledSegments {
  /** Segments whose filter can't be understood; nobody is in them. */
  readonly problems: ReadonlyMap<SegmentId, SegmentProblem>;
  /** The segments that mention any of the changed fields, by any spelling of them. */
  readonly touched: (changedFields: Iterable<string>) => readonly SegmentId[];
  /** Every segment of a customer, asked from nothing. */
  readonly membershipOf: (profile: CustomerProfile, nowMs: EpochMs) => readonly SegmentId[];
  /** After a change: only what is touched is asked, the rest stays as it was. */
  readonly membershipAfter: (
    profile: CustomerProfile,
    changedFields: Iterable<string>,
    before: Iterable<SegmentId>,
    nowMs: EpochMs,
  ) => Membership;
  /** After time has passed: only timed segments are asked. */
  readonly membershipLater: (
    profile: CustomerProfile,
    before: Iterable<SegmentId>,
    nowMs: EpochMs,
  ) => Membership;
  /** When a scheduler should ask `membershipLater` again for this customer; null for never. */
  readonly nextLookMs: (profile: CustomerProfile, nowMs: EpochMs) => EpochMs | null;
}

/** `place` is the project's zone and first day of the week, in which days and birthdays are meant. */
export function compileSegments(segments: readonly Segment[], place: FilterPlace): CompiledSegments {
  const compiled: CompiledSegment[] = [];
  const problems = new Map<SegmentId, SegmentProblem>();
  for (const segment of segments) {
    const result = compileSegment(segment);
    if (result.ok) compiled.push(result);
    else problems.set(segment.id, result);
  }
  const timed = compiled.filter(segment => segment.isTimed);
  const timedIds = new Set(timed.map(({id}) => id));
  const index = indexFields(compiled.map(({id, paths}) => [id, paths] as const));
  const findTouched = (changedFields: Iterable<string>) => index.touched(canonicalPaths(changedFields));
  return {
    problems,
    touched: changedFields => {
      const ids = findTouched(changedFields);
      return compiled.flatMap(({id}) => (ids.has(id) ? [id] : []));
    },
    membershipOf: (profile, nowMs) =>
      compiled.flatMap(segment => (segment.holds(profile, nowMs, place) ? [segment.id] : [])),
    membershipAfter: (profile, changedFields, before, nowMs) =>
      reconsider(compiled, findTouched(changedFields), before, segment =>
        segment.holds(profile, nowMs, place),
      ),
    membershipLater: (profile, before, nowMs) =>
      reconsider(compiled, timedIds, before, segment => segment.holds(profile, nowMs, place)),
    nextLookMs: (profile, nowMs) =>
      earliest(timed.map(segment => segment.nextChangeMs(profile, nowMs, place))),
  };
}

/** Asks the segments of `ids`; what no segment is left of (deleted, broken) has been left. */
function reconsider(
  segments: readonly CompiledSegment[],
  ids: ReadonlySet<SegmentId>,
  before: Iterable<SegmentId>,
  holds: (segment: CompiledSegment) => boolean,
): Membership {
  const was = new Set(before);
  const [now, entered, left] = [[] as SegmentId[], [] as SegmentId[], [...was]];
  const announced = {entered: [] as SegmentId[], left: [] as SegmentId[]};
  for (const segment of segments) {
    const isIn = ids.has(segment.id) ? holds(segment) : was.has(segment.id);
    if (isIn) now.push(segment.id);
    if (isIn && !was.has(segment.id)) entered.push(segment.id);
    if (segment.announces && isIn !== was.has(segment.id))
      (isIn ? announced.entered : announced.left).push(segment.id);
  }
  return {now, entered, left: left.filter(id => !now.includes(id)), announced};
}

/** What changed, in the spelling of the index; names that are no field of their own (`address`) stay. */
function* canonicalPaths(names: Iterable<string>): Iterable<string> {
  for (const name of names) {
    yield findCustomerField(name)?.path ?? (name.startsWith('orders.') ? 'summary.orders' : name);
  }
}
