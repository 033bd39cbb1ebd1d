/**
 * What may be done to a segment (semantics.md H): static ones stay as they were made, passive ones may be edited,
 * active ones no longer; a passive one becomes active when something waits for customers to enter it; none is deleted
 * while in use.
 */
import {compileFilter} from '../filters/compile-filter.ts';
import type {Filter} from '../filters/filter.ts';
import {findCustomerField} from './customer-fields.ts';
import type {Segment, SegmentUse} from './segment.ts';

/** What a project may have. */
const segmentLimits = {dynamicSegments: 100, staticCustomers: 20_000} as const;

export type SegmentRefusal =
  | {readonly code: 'name_missing'}
  | {readonly code: 'too_many_segments'; readonly limit: number}
  | {readonly code: 'too_many_customers'; readonly limit: number; readonly given: number}
  | {readonly code: 'filter_missing'}
  | {readonly code: 'filter_broken'; readonly where: string; readonly message: string}
  | {readonly code: 'not_editable'; readonly type: 'static' | 'auto-update'}
  | {readonly code: 'in_use'; readonly uses: readonly SegmentUse[]};

export type SegmentDraft = Pick<Segment, 'name' | 'members'>;

/** Why a segment can't be made; null when it can. `dynamicCount`: active and passive ones the project has already. */
export function refuseNewSegment(draft: SegmentDraft, dynamicCount: number): SegmentRefusal | null {
  if (draft.name.trim() === '') return {code: 'name_missing'};
  const {members} = draft;
  if (members.type === 'static') {
    const given = new Set(members.customerIds).size;
    const limit = segmentLimits.staticCustomers;
    return given > limit ? {code: 'too_many_customers', limit, given} : null;
  }
  if (dynamicCount >= segmentLimits.dynamicSegments)
    return {code: 'too_many_segments', limit: segmentLimits.dynamicSegments};
  return refuseFilter(members.filter);
}

/** Why a segment can't be changed to have this name and filter; null when it can. */
export function refuseSegmentEdit(segment: Segment, name: string, filter: Filter): SegmentRefusal | null {
  if (segment.members.type !== 'passive') return {code: 'not_editable', type: segment.members.type};
  return name.trim() === '' ? {code: 'name_missing'} : refuseFilter(filter);
}

export function refuseSegmentDelete(uses: readonly SegmentUse[]): SegmentRefusal | null {
  return uses.length === 0 ? null : {code: 'in_use', uses: [...new Set(uses)]};
}

/** The segment after something begins to use it: active where that something waits for its events. */
export function segmentInUse(segment: Segment, use: SegmentUse): Segment {
  const {members} = segment;
  const waits = use === 'earning_rule' || use === 'distribution' || use === 'referral_tier';
  if (!waits || members.type !== 'passive') return segment;
  return {...segment, version: segment.version + 1, members: {...members, type: 'auto-update'}};
}

/** A dynamic segment that nobody narrowed would be everyone; the vendor refuses it too. */
function refuseFilter(filter: Filter): SegmentRefusal | null {
  const compiled = compileFilter(filter);
  if (!compiled.ok) return {code: 'filter_broken', where: compiled.where, message: compiled.message};
  if (compiled.fields.length === 0) return {code: 'filter_missing'};
  const unknown = compiled.fields.find(field => findCustomerField(field) === null);
  if (unknown === undefined) return null;
  return {code: 'filter_broken', where: unknown, message: 'is not a field of customers'};
}
