import {describe, expect, it} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {mergeDeletion} from './merge-deletion.ts';
import type {EditedField} from './merge-edit.ts';
import {withholds} from './withholds.ts';

const nowMs = epochMs(5_000);
const holds = (...fields: readonly EditedField[]) =>
  withholds([{kind: 'campaign', change: {kind: 'fields', fields}}], nowMs);

describe('an edit the server has not heard of', () => {
  it('[ME9] that gives less holds at once', () => {
    expect(holds({path: 'active', before: true, after: false})).toBe(true);
    expect(holds({path: 'endsAtMs', before: 9_000, after: 5_000})).toBe(true);
    expect(holds({path: 'endsAtMs', before: null, after: 4_000})).toBe(true);
    expect(holds({path: 'startsAtMs', before: null, after: 6_000})).toBe(true);
    expect(holds({path: 'name', before: 'a', after: 'b'}, {path: 'active', before: true, after: false})).toBe(
      true,
    );
    expect(withholds([{kind: 'voucher', change: {kind: 'delete'}}], nowMs)).toBe(true);
  });
  it('[ME9] an earlier end and a later start hold while they do', () => {
    expect(holds({path: 'endsAtMs', before: 9_000, after: 5_001})).toBe(false);
    expect(holds({path: 'startsAtMs', before: 1_000, after: 5_000})).toBe(false);
  });
  it('[ME9] that gives back what an earlier one took holds no more', () => {
    const pause = {kind: 'fields' as const, fields: [{path: 'active', before: true, after: false}]};
    const resume = {kind: 'fields' as const, fields: [{path: 'active', before: false, after: true}]};
    const edits = [pause, resume].map(change => ({kind: 'campaign' as const, change}));
    expect(withholds(edits, nowMs)).toBe(false);
    expect(withholds([...edits, ...edits.slice(0, 1)], nowMs)).toBe(true);
  });
  it('[ME10] that may give more waits for the server', () => {
    expect(holds({path: 'active', before: false, after: true})).toBe(false);
    expect(holds({path: 'endsAtMs', before: 4_000, after: 4_500})).toBe(false);
    expect(holds({path: 'endsAtMs', before: 4_000, after: null})).toBe(false);
    expect(holds({path: 'startsAtMs', before: 7_000, after: 6_000})).toBe(false);
    expect(holds({path: 'usesLimit', before: 50, after: 500})).toBe(false);
    expect(holds({path: 'ruleIds', before: ['val_1'], after: []})).toBe(false);
    expect(withholds([{kind: 'product', change: {kind: 'delete'}}], nowMs)).toBe(false);
  });
});

describe('a deletion', () => {
  const voucher = {
    kind: 'voucher' as const,
    id: 'v_1' as const,
    version: 2,
    code: 'TEA10',
    campaignId: null,
    benefit: {type: 'GIFT_VOUCHER' as const},
    active: true,
    startsAtMs: epochMs(1_000),
    endsAtMs: epochMs(9_000),
    usesLimit: null,
    ruleIds: [],
    metadata: {},
  };
  it('[ME8] archives what was never redeemed, and products always', () => {
    expect(mergeDeletion(voucher, false, nowMs)).toEqual({kind: 'archive'});
    const product = {
      kind: 'product' as const,
      id: 'prod_1' as const,
      version: 1,
      sourceId: null,
      name: 'Tea',
      priceMinor: null,
      barcodes: [],
      metadata: {},
    };
    expect(mergeDeletion(product, true, nowMs)).toEqual({kind: 'archive'});
  });
  it('[ME8] ends what was redeemed, now or when it had ended', () => {
    expect(mergeDeletion(voucher, true, nowMs)).toEqual({
      kind: 'end',
      document: {...voucher, active: false, endsAtMs: 5_000},
    });
    const over = {...voucher, endsAtMs: epochMs(3_000)};
    expect(mergeDeletion(over, true, nowMs)).toMatchObject({document: {active: false, endsAtMs: 3_000}});
    const future = {...voucher, startsAtMs: epochMs(7_000)};
    expect(mergeDeletion(future, true, nowMs)).toMatchObject({document: {active: false, endsAtMs: 9_000}});
  });
});
