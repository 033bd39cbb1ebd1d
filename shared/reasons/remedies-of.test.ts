import {expect, test} from 'vitest';
import {minor} from '../money/minor.ts';
import type {Check, Refusal, Remedy} from './refusal.ts';
import {remediesOf} from './remedies-of.ts';

function check(remedy: Remedy | null): Check {
  return {
    key: '1',
    rule: 'order.amount',
    property: null,
    operator: '$more_than',
    needed: 1,
    actual: 0,
    passed: false,
    remedy,
  };
}

function notMet(...remedies: readonly (Remedy | null)[]): Refusal {
  return {
    code: 'rules_not_met',
    ruleId: 'val_R',
    subject: 'order',
    message: null,
    failed: remedies.map(check),
  };
}

const more = (missing: number): Remedy => ({kind: 'add_amount', missingMinor: minor(missing)});
const tea: Remedy = {kind: 'add_product', productIds: ['tea']};

test('a rule set is mended only where all that has to pass can be', () => {
  expect(remediesOf(notMet(more(200), tea))).toEqual([more(200), tea]);
  expect(remediesOf(notMet(more(200), null))).toEqual([]);
});

test('each remedy once, and of several amounts the largest', () => {
  expect(remediesOf(notMet(more(200), tea, more(500), tea, more(300)))).toEqual([more(500), tea]);
});

test.each<[Refusal, Remedy[]]>([
  [{code: 'bundle_missing', missing: []}, [{kind: 'complete_bundle', missing: []}]],
  [{code: 'customer_required', ruleId: 'val_R'}, [{kind: 'attach_customer'}]],
  [{code: 'input_missing', input: 'customer_id'}, [{kind: 'attach_customer'}]],
  [{code: 'input_missing', input: 'amount'}, []],
  [{code: 'not_now', opensAtMs: null}, []],
  [{code: 'excluded_by_exclusive', byId: 'v_A'}, [{kind: 'swap', foundId: 'v_A'}]],
  [{code: 'excluded_by_exclusive', byId: null}, []],
  [{code: 'disabled'}, []],
])('%o is mended by %o', (refusal, remedies) => {
  expect(remediesOf(refusal)).toEqual(remedies);
});
