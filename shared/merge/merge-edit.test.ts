import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {asJson} from '../../test/builders/as-json.ts';
import {percentOff} from '../../test/builders/offers.ts';
import type {Product} from '../catalog/product.ts';
import {epochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {Editable} from './editable.ts';
import {readField} from './field-path.ts';
import {type EditedField, type FieldsEdit, type FieldWrite, mergeEdit, parkEdit} from './merge-edit.ts';
import {sameValue} from './same-value.ts';

const campaign: Campaign = {
  kind: 'campaign',
  id: 'camp_1',
  version: 3,
  name: 'Tea week',
  campaignType: 'DISCOUNT_COUPONS',
  active: true,
  startsAtMs: epochMs(1_000),
  endsAtMs: epochMs(9_000),
  ruleIds: ['val_1'],
  metadata: {colour: 'green', tags: ['tea', 'spring']},
};
const voucher: Voucher = {
  kind: 'voucher',
  id: 'v_1',
  version: 3,
  code: 'TEA10',
  campaignId: 'camp_1',
  benefit: {type: 'DISCOUNT_VOUCHER', discount: percentOff(10)},
  active: true,
  startsAtMs: null,
  endsAtMs: null,
  usesLimit: 50,
  ruleIds: [],
  metadata: {},
};
const product: Product = {
  kind: 'product',
  id: 'prod_1',
  version: 3,
  sourceId: 'TEA',
  name: 'Green tea',
  priceMinor: null,
  barcodes: ['4001'],
  metadata: {ean: '4001'},
};

const nobodyWrote: ReadonlyMap<string, FieldWrite> = new Map();

function edit(fields: readonly EditedField[], atMs = 5_000): FieldsEdit {
  return {baseVersion: 3, editedAtMs: epochMs(atMs), fields};
}

function written(path: string, atMs: number, version = 4): ReadonlyMap<string, FieldWrite> {
  return new Map([[path, {version, atMs: epochMs(atMs)}]]);
}

function change(document: Editable, path: string, after?: JsonValue): EditedField {
  return {path, before: readField(document, path), after};
}

function outcomesOf(document: Editable, asked: FieldsEdit, writes = nobodyWrote) {
  return mergeEdit(document, asked, writes).outcomes.map(({path, outcome, reason}) =>
    [path, outcome, reason].filter(Boolean).join(' '),
  );
}

describe('an edit that nobody crossed', () => {
  it('[ME1] is the editor’s document', () => {
    const merged = mergeEdit(
      campaign,
      edit([
        change(campaign, 'name', 'Tea fortnight'),
        change(campaign, 'endsAtMs', 20_000),
        change(campaign, 'metadata.colour'),
        change(campaign, 'metadata.floor', 2),
        change(campaign, 'metadata.tags', ['spring']),
        change(campaign, 'offlinePolicy', {kind: 'online_only'}),
      ]),
      nobodyWrote,
    );
    expect(merged.document).toEqual({
      ...campaign,
      name: 'Tea fortnight',
      endsAtMs: 20_000,
      metadata: {floor: 2, tags: ['spring']},
      offlinePolicy: {kind: 'online_only'},
    });
    expect(merged.outcomes.map(({outcome}) => outcome)).toEqual(Array(6).fill('taken'));
    expect([...merged.written.keys()]).toHaveLength(6);
  });
  it('[ME1] that asks for what is there already changes nothing', () => {
    const merged = mergeEdit(campaign, edit([{path: 'name', before: 'Tea', after: 'Tea week'}]), nobodyWrote);
    expect(merged.document).toBe(campaign);
  });
  it('[ME6] moves start and end together past both', () => {
    const moved = edit([change(campaign, 'startsAtMs', 30_000), change(campaign, 'endsAtMs', 40_000)]);
    expect(mergeEdit(campaign, moved, nobodyWrote).document).toMatchObject({
      startsAtMs: 30_000,
      endsAtMs: 40_000,
    });
  });
});

describe('two people', () => {
  const renamed = {...campaign, version: 4, name: 'Tea month'};
  const rename: EditedField = {path: 'name', before: 'Tea week', after: 'Tea fortnight'};

  it('[ME2,ME3] who give a campaign another name: the later writer wins, both names stay in the record', () => {
    const early = mergeEdit(renamed, edit([rename], 4_000), written('name', 4_500));
    expect(early.document).toEqual(renamed);
    expect(early.outcomes).toEqual([
      {path: 'name', base: 'Tea week', mine: 'Tea fortnight', theirs: 'Tea month', outcome: 'kept'},
    ]);
    const late = mergeEdit(renamed, edit([rename], 5_000), written('name', 4_500));
    expect(late.document).toMatchObject({name: 'Tea fortnight'});
  });
  it('[ME3] at the same instant: the name that sorts last', () => {
    expect(outcomesOf(renamed, edit([rename], 4_500), written('name', 4_500))).toEqual(['name kept']);
    const zen = {...rename, after: 'Zen week'};
    expect(outcomesOf(renamed, edit([zen], 4_500), written('name', 4_500))).toEqual(['name taken']);
  });
  it('[ME4] who change a list: one added, one removed, both count', () => {
    const theirs = {...campaign, metadata: {...campaign.metadata, tags: ['spring', 'new', 'tea']}};
    const mine = edit([{path: 'metadata.tags', before: ['tea', 'spring'], after: ['tea', 'gift']}]);
    expect(mergeEdit(theirs, mine, nobodyWrote).document.metadata['tags']).toEqual(['gift', 'new', 'tea']);
  });
  it('[ME4] a category that one removed and another had not seen stays', () => {
    const brand = {key: 'Brand', value: 'Quill'};
    const theirs: Product = {...product, categories: [brand]};
    const mine = edit([{path: 'categories', before: [{key: 'Kind', value: 'Tea'}], after: []}]);
    expect(mergeEdit(theirs, mine, nobodyWrote).document).toMatchObject({categories: [brand]});
  });
  it('[ME5] who raise a limit by 100 each raise it by 200', () => {
    const theirs = {...voucher, usesLimit: 150};
    const merged = mergeEdit(theirs, edit([{path: 'usesLimit', before: 50, after: 150}]), nobodyWrote);
    expect(merged.document).toMatchObject({usesLimit: 250});
    expect(merged.outcomes).toEqual([
      {path: 'usesLimit', base: 50, mine: 150, theirs: 150, outcome: 'merged', merged: 250},
    ]);
  });
  it('[ME5] who lower a limit together never get below nothing', () => {
    const theirs = {...voucher, usesLimit: 10};
    const merged = mergeEdit(theirs, edit([{path: 'usesLimit', before: 50, after: 20}]), nobodyWrote);
    expect(merged.document).toMatchObject({usesLimit: 0});
  });
  it('[ME5] a limit that one lifted altogether is parked for the other', () => {
    const theirs = {...voucher, usesLimit: null};
    const raise = edit([{path: 'usesLimit', before: 50, after: 60}]);
    expect(outcomesOf(theirs, raise)).toEqual(['usesLimit parked changed']);
  });
  it('[ME6] with another discount each: the second is parked, nothing is mixed', () => {
    const theirs: Voucher = {...voucher, benefit: {type: 'DISCOUNT_VOUCHER', discount: percentOff(20)}};
    const mine = edit([change(voucher, 'benefit.discount', asJson(percentOff(30)))]);
    const merged = mergeEdit(theirs, mine, nobodyWrote);
    expect(merged.document).toEqual(theirs);
    expect(merged.outcomes[0]).toMatchObject({outcome: 'parked', reason: 'changed', mine: percentOff(30)});
  });
  it('[ME6] whose start and end would pass each other: the editor’s date is parked', () => {
    const theirs = {...campaign, endsAtMs: epochMs(4_000)};
    const mine = edit([change(campaign, 'startsAtMs', 6_000), change(campaign, 'name', 'Late tea')]);
    const merged = mergeEdit(theirs, mine, nobodyWrote);
    expect(merged.document).toEqual({...theirs, name: 'Late tea'});
    expect(merged.outcomes.map(({reason}) => reason)).toEqual(['ends_before_start', undefined]);
    expect([...merged.written.keys()]).toEqual(['name']);
  });
  it('[ME7] one of whom switched off: off, whoever came first', () => {
    const off = {...campaign, version: 4, active: false};
    expect(outcomesOf(campaign, edit([change(campaign, 'active', false)]))).toEqual(['active taken']);
    const on = edit([{path: 'active', before: false, after: true}]);
    expect(outcomesOf(off, on, written('active', 100, 4))).toEqual(['active kept']);
    expect(outcomesOf(off, on, written('active', 100, 3))).toEqual(['active taken']);
  });
  it('[ME8] one of whom deleted: the edit is parked with its values', () => {
    expect(parkEdit(edit([rename]))).toEqual([
      {path: 'name', base: 'Tea week', mine: 'Tea fortnight', outcome: 'parked', reason: 'deleted'},
    ]);
  });
});

describe('what an edit cannot change', () => {
  it('[ME11] codes, ids, owners and what follows from others is parked', () => {
    const paths = [
      'id',
      'version',
      'kind',
      'code',
      'campaignId',
      'holderId',
      'benefit',
      'benefit.type',
      'metadata',
      'toString',
      '__proto__',
    ];
    const asked = edit(paths.map(path => ({path, after: 'x'})));
    expect(mergeEdit(voucher, asked, nobodyWrote).document).toEqual(voucher);
    expect(outcomesOf(voucher, asked)).toEqual(paths.map(path => `${path} parked not_editable`));
    expect(outcomesOf(product, edit([change(product, 'barcodes', [])]))).toEqual([
      'barcodes parked not_editable',
    ]);
  });
  it('[ME11] a value that the field cannot hold is parked, the others are taken', () => {
    const asked = edit([
      change(voucher, 'usesLimit', 1.5),
      change(voucher, 'benefit.discount', {type: 'PERCENT'}),
      change(voucher, 'active'),
      change(voucher, 'metadata.shelf', 7),
    ]);
    expect(outcomesOf(voucher, asked)).toEqual([
      'usesLimit parked invalid',
      'benefit.discount parked invalid',
      'active parked invalid',
      'metadata.shelf taken',
    ]);
  });
  it('[ME11] what the books cannot take is parked with their reason', () => {
    const asked = {
      ...edit([change(campaign, 'name', 'Coffee')]),
      refused: new Map([['name', 'taken' as const]]),
    };
    expect(outcomesOf(campaign, asked)).toEqual(['name parked taken']);
  });
  it('[ME11] a field named twice counts once', () => {
    const asked = edit([change(voucher, 'usesLimit', 60), change(voucher, 'usesLimit', 70)]);
    expect(mergeEdit(voucher, asked, nobodyWrote).document).toMatchObject({usesLimit: 60});
    expect(outcomesOf(voucher, asked)).toEqual(['usesLimit taken', 'usesLimit parked twice']);
  });
});

const names = fc.constantFrom('Tea', 'Zen', 'Chai', 'Tea week');
const lists = fc.uniqueArray(fc.constantFrom('tea', 'spring', 'gift', 'new', 'sale'));
const commuting: fc.Arbitrary<Wish> = fc.record({
  atMs: fc.integer({min: 1, max: 5}),
  name: fc.option(names),
  colour: fc.option(names),
  tags: fc.option(lists),
  active: fc.option(fc.boolean()),
});
interface Wish {
  readonly atMs: number;
  readonly name: string | null;
  readonly colour: string | null;
  readonly tags: readonly string[] | null;
  readonly active: boolean | null;
}

/** The server of a test: applies edits one by one and remembers who wrote what last. */
function applyAll(start: Editable, edits: readonly FieldsEdit[]): Editable {
  const writes = new Map<string, FieldWrite>();
  let document = start;
  for (const each of edits) {
    const merged = mergeEdit(document, each, writes);
    const {version} = document;
    if (merged.document !== document) document = {...merged.document, version: version + 1};
    for (const [path, atMs] of merged.written) {
      const isChanged = !sameValue(
        readField(merged.document, path),
        merged.outcomes.find(one => one.path === path)?.theirs,
      );
      writes.set(path, {version: isChanged ? version + 1 : (writes.get(path)?.version ?? 1), atMs});
    }
  }
  return {...document, version: start.version};
}

function campaignEdit({atMs, name, colour, tags, active}: Wish): FieldsEdit {
  const wishes: readonly (readonly [string, unknown])[] = [
    ['name', name],
    ['metadata.colour', colour],
    ['metadata.tags', tags],
    ['active', active],
  ];
  return edit(
    wishes.flatMap(([path, after]) => (after === null ? [] : [change(campaign, path, asJson(after))])),
    atMs,
  );
}

function sortedLists(document: Editable): Editable {
  const {tags} = document.metadata;
  return Array.isArray(tags)
    ? {...document, metadata: {...document.metadata, tags: [...tags].sort()}}
    : document;
}

describe('any edits', () => {
  it('[ME12] from one version give the same campaign in any order', () => {
    fc.assert(
      fc.property(
        fc.array(commuting, {minLength: 2, maxLength: 4}),
        fc.infiniteStream(fc.nat()),
        (wishes, keys) => {
          const edits = wishes.map(campaignEdit);
          const shuffled = edits.map(each => [keys.next().value, each] as const).sort(([a], [b]) => a - b);
          const other = shuffled.map(([, each]) => each);
          expect(sortedLists(applyAll(campaign, other))).toEqual(sortedLists(applyAll(campaign, edits)));
        },
      ),
    );
  });
  it('[ME12] that raise a limit add up in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: 9}), {maxLength: 5}), raises => {
        const edits = raises.map(raise => edit([{path: 'usesLimit', before: 50, after: 50 + raise}]));
        const total = raises.reduce((sum, raise) => sum + raise, 50);
        expect(applyAll(voucher, edits)).toMatchObject({usesLimit: total});
        expect(applyAll(voucher, [...edits].reverse())).toMatchObject({usesLimit: total});
      }),
    );
  });
  it('[ME12] applied again change nothing', () => {
    fc.assert(
      fc.property(fc.array(commuting, {minLength: 1, maxLength: 3}), wishes => {
        const edits = wishes.map(campaignEdit);
        const last = edits.at(-1);
        const once = sortedLists(applyAll(campaign, edits));
        if (last !== undefined) expect(sortedLists(applyAll(campaign, [...edits, last]))).toEqual(once);
      }),
    );
  });
  it('[ME1,ME2] alone are taken; never is a field without an outcome', () => {
    const anyField = fc.record({path: fc.string({maxLength: 12}), after: fc.jsonValue()});
    fc.assert(
      fc.property(commuting, fc.array(anyField, {maxLength: 5}), (wish, more) => {
        const wished = campaignEdit(wish);
        const others = more.map(({path, after}) => ({
          path,
          after: JSON.parse(JSON.stringify(after)) as JsonValue,
        }));
        const asked = {...wished, fields: [...wished.fields, ...others]};
        const merged = mergeEdit(campaign, asked, nobodyWrote);
        expect(merged.outcomes.map(({path}) => path)).toEqual(asked.fields.map(({path}) => path));
        for (const {path, after} of wished.fields) expect(readField(merged.document, path)).toEqual(after);
      }),
    );
  });
});
