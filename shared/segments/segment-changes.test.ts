import {expect, test} from 'vitest';
import type {Filter} from '../filters/filter.ts';
import {epochMs} from '../kernel/epoch.ts';
import type {Segment, SegmentUse} from './segment.ts';
import {segmentSchema} from './segment.ts';
import {refuseNewSegment, refuseSegmentDelete, refuseSegmentEdit, segmentInUse} from './segment-changes.ts';

const filter: Filter = {name: {conditions: {$is: 'Anna'}}};
const staticOf = (count: number): Segment['members'] => ({
  type: 'static',
  customerIds: Array.from({length: count}, (_, n) => `cust_${n}` as const),
});

function segment(members: Segment['members']): Segment {
  return {kind: 'segment', id: 'seg_1', version: 3, name: 'Regulars', members, createdAtMs: epochMs(0)};
}
const passive = segment({type: 'passive', filter});
const active = segment({type: 'auto-update', filter});

test('[SG10] a project has at most 100 dynamic segments, a static one at most 20,000 customers', () => {
  expect(refuseNewSegment(passive, 99)).toBeNull();
  expect(refuseNewSegment(passive, 100)).toEqual({code: 'too_many_segments', limit: 100});
  expect(refuseNewSegment(segment(staticOf(20_000)), 100)).toBeNull();
  expect(refuseNewSegment(segment(staticOf(20_001)), 0)).toEqual({
    code: 'too_many_customers',
    limit: 20_000,
    given: 20_001,
  });
  const twice: Segment['members'] = {
    type: 'static',
    customerIds: Array.from({length: 20_001}, () => 'cust_same' as const),
  };
  expect(refuseNewSegment(segment(twice), 0)).toBeNull();
});

test('[SG11] a segment needs a name, a dynamic one a filter of known fields that can be understood', () => {
  expect(refuseNewSegment({...passive, name: ' '}, 0)).toEqual({code: 'name_missing'});
  const withFilter = (given: Filter) => refuseNewSegment(segment({type: 'passive', filter: given}), 0);
  expect(withFilter({junction: 'and'})).toEqual({code: 'filter_missing'});
  expect(withFilter({name: {conditions: {$like: 'A'}}})).toEqual({
    code: 'filter_broken',
    where: 'name.conditions.$like',
    message: 'is not an operator',
  });
  const unknown = {code: 'filter_broken', where: 'shoe_size', message: 'is not a field of customers'};
  expect(withFilter({shoe_size: {conditions: {$is: 1}}})).toEqual(unknown);
  expect(withFilter({'orders.last_400_days.total_count': {conditions: {$is: 1}}})).toMatchObject({
    code: 'filter_broken',
  });
  expect(withFilter({constructor: {conditions: {$is: 1}}})).toMatchObject({code: 'filter_broken'});
});

test('[SG12] only a passive segment is edited', () => {
  expect(refuseSegmentEdit(passive, 'New name', filter)).toBeNull();
  expect(refuseSegmentEdit(passive, '', filter)).toEqual({code: 'name_missing'});
  expect(refuseSegmentEdit(passive, 'x', {})).toEqual({code: 'filter_missing'});
  expect(refuseSegmentEdit(active, 'x', filter)).toEqual({code: 'not_editable', type: 'auto-update'});
  expect(refuseSegmentEdit(segment(staticOf(1)), 'x', filter)).toEqual({
    code: 'not_editable',
    type: 'static',
  });
});

test('[SG13] what waits for customers to enter makes a passive segment active, for good', () => {
  const types = (['earning_rule', 'distribution', 'referral_tier', 'validation_rule', 'reward'] as const).map(
    (use: SegmentUse) => segmentInUse(passive, use).members.type,
  );
  expect(types).toEqual(['auto-update', 'auto-update', 'auto-update', 'passive', 'passive']);
  expect(segmentInUse(passive, 'distribution').version).toBe(4);
  expect(segmentInUse(active, 'distribution')).toBe(active);
  const list = segment(staticOf(1));
  expect(segmentInUse(list, 'distribution')).toBe(list);
});

test('[SG14] a segment in use is not deleted, and says by what', () => {
  expect(refuseSegmentDelete([])).toBeNull();
  expect(refuseSegmentDelete(['distribution', 'distribution', 'validation_rule'])).toEqual({
    code: 'in_use',
    uses: ['distribution', 'validation_rule'],
  });
});

test('[SG1] a stored segment is read again as it was written', () => {
  for (const each of [passive, active, segment(staticOf(2))])
    expect(segmentSchema.parse(JSON.parse(JSON.stringify(each)))).toEqual(each);
});
