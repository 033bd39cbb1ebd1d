import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {type DeviceId, makeId, type StaffId} from '../../shared/kernel/id.ts';
import type {JsonValue} from '../../shared/kernel/metadata.ts';
import {usesAccount} from '../../shared/ledger/account-key.ts';
import type {Editable, EditableKind} from '../../shared/merge/editable.ts';
import {readEditable} from '../../shared/merge/editable.ts';
import {readField} from '../../shared/merge/field-path.ts';
import type {Edit} from '../../shared/protocol/edit.ts';
import {asJson} from '../../test/builders/as-json.ts';
import {percentOff} from '../../test/builders/offers.ts';
import {type Rest, restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {systemRandom} from '../app/system-random.ts';
import {addStaff} from '../enrolment/add-staff.ts';
import type {Finding} from '../intake/finding.ts';
import {transact} from '../storage/transact.ts';
import {applyEdit, editTx} from './apply-edit.ts';
import {deleteDocument} from './delete-document.ts';
import {editEvidenceSchema} from './edit-evidence.ts';
import {pgEditBook} from './pg-edit-book.ts';
import {resolveEdit} from './resolve-edit.ts';

let shop: TestShop;
let rest: Rest;
let manager: StaffId;
let cashier: StaffId;

beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  manager = await hire('manager');
  cashier = await hire('cashier');
});
afterAll(() => shop.close());

async function hire(role: 'manager' | 'cashier'): Promise<StaffId> {
  const added = await addStaff(shop.deps, shop.projectId, {
    name: role,
    role,
    pin: role === 'manager' ? '123456' : '1234',
  });
  if (!added.ok) throw new Error('not hired');
  return added.value.id;
}

/** The document as tills have it; null for a tombstone. */
async function published(kind: EditableKind, id: string): Promise<Editable | null> {
  const row = await shop.db
    .selectFrom('document')
    .select(['body', 'deleted'])
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.deleted ? null : readEditable(kind, row.body);
}

async function found(kind: EditableKind, id: string): Promise<Editable> {
  const document = await published(kind, id);
  if (document === null) throw new Error(`${id} is gone`);
  return document;
}

/** Fields of `seen` as a manager leaves them. */
function edited(seen: Editable, after: Readonly<Record<string, JsonValue>>, staffId = manager): Edit {
  const fields = Object.entries(after).map(([path, value]) => ({
    path,
    before: readField(seen, path),
    after: value,
  }));
  return {
    id: makeId('edit', shop.clock.nowMs(), systemRandom),
    kind: seen.kind,
    documentId: seen.id,
    baseVersion: seen.version,
    staffId,
    change: {kind: 'fields', fields},
  };
}

function deleted(seen: Editable): Edit {
  return {...edited(seen, {}), change: {kind: 'delete'}};
}

/** The edit arrives; it was made `agoMs` before. */
function arrive(edit: Edit, agoMs = 0, deviceId: DeviceId = 'till_a'): Promise<readonly Finding[]> {
  const receivedMs = shop.clock.nowMs();
  const origin = {
    deviceId,
    operationId: makeId('op', receivedMs, systemRandom),
    occurredMs: epochMs(receivedMs - agoMs),
    receivedMs,
  };
  return transact(shop.db, tx => applyEdit(tx, shop.projectId, edit, origin));
}

const text = (value: unknown) => String(value);

async function newVoucher(code: string, more: object = {}): Promise<Editable> {
  const {status, body} = await rest.post(`/v1/vouchers/${code}`, {
    type: 'DISCOUNT_VOUCHER',
    discount: {type: 'PERCENT', percent_off: 10},
    redemption: {quantity: 50},
    ...more,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return found('voucher', text(body['id']));
}

async function newCampaign(name: string): Promise<Editable> {
  const {status, body} = await rest.post('/v1/campaigns', {
    name,
    campaign_type: 'DISCOUNT_COUPONS',
    vouchers_count: 2,
    voucher: {
      type: 'DISCOUNT_VOUCHER',
      discount: {type: 'PERCENT', percent_off: 10},
      redemption: {quantity: 1},
      code_config: {pattern: `${name.slice(0, 3).toUpperCase()}-####`},
    },
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return found('campaign', text(body['id']));
}

async function account(voucherId: string) {
  const key = usesAccount(voucherId as `v_${string}`);
  return shop.db.selectFrom('account').selectAll().where('account', '=', key).executeTakeFirstOrThrow();
}

describe('an edit that arrives', () => {
  it('changes row and document, and is recorded with who, what and when', async () => {
    const seen = await newVoucher('EDIT-1');
    const edit = edited(seen, {
      'benefit.discount': asJson(percentOff(15)),
      endsAtMs: 4_000_000_000_000,
      validity: {daysOfWeek: [1, 2], hours: [{startMinute: 570, endMinute: 1440, daysOfWeek: [1]}]},
      usesLimit: 60,
      'metadata.shelf': 'A',
    });
    expect(await arrive(edit, 1_000)).toEqual([]);
    expect(await found('voucher', seen.id)).toEqual({
      ...seen,
      version: 2,
      benefit: {type: 'DISCOUNT_VOUCHER', discount: percentOff(15)},
      endsAtMs: 4_000_000_000_000,
      validity: {daysOfWeek: [1, 2], hours: [{startMinute: 570, endMinute: 1440, daysOfWeek: [1]}]},
      usesLimit: 60,
      metadata: {shelf: 'A'},
    });
    const {body} = await rest.get('/v1/vouchers/EDIT-1');
    expect(body).toMatchObject({
      discount: {type: 'PERCENT', percent_off: 15},
      validity_hours: {daily: [{start_time: '09:30', expiration_time: '24:00', days_of_week: [1]}]},
      metadata: {shelf: 'A'},
    });
    expect(await account(seen.id)).toMatchObject({limit_units: 60});
    const record = await shop.db
      .selectFrom('document_edit')
      .selectAll()
      .where('edit_id', '=', edit.id)
      .execute();
    expect(record).toMatchObject([
      {staff_id: manager, device_id: 'till_a', result: 'merged', base_version: 1, version: 2},
    ]);
    expect(record[0]?.fields.map(({path, outcome}) => `${path} ${outcome}`)).toEqual([
      'benefit.discount taken',
      'endsAtMs taken',
      'validity taken',
      'usesLimit taken',
      'metadata.shelf taken',
    ]);
  });

  it('from a cashier changes nothing and is a conflict', async () => {
    const seen = await newVoucher('EDIT-2');
    expect(await arrive(edited(seen, {active: false}, cashier))).toMatchObject([{class: 'C6'}]);
    expect(await arrive(edited(seen, {active: false}, 'staff_nobody'))).toMatchObject([{class: 'C6'}]);
    expect(await found('voucher', seen.id)).toEqual(seen);
  });

  it('of two tills that edited one campaign offline gives the same campaign in both orders', async () => {
    const results: unknown[] = [];
    for (const [name, order] of [
      ['Ay', [0, 1]],
      ['By', [1, 0]],
    ] as const) {
      const seen = await newCampaign(`${name} offline`);
      const edits = [
        [edited(seen, {'metadata.colour': 'green', active: false}), 5_000],
        [edited(seen, {'metadata.colour': 'blue', 'metadata.floor': 2}), 1_000],
      ] as const;
      for (const place of order) {
        const [edit, agoMs] = edits[place];
        expect(await arrive(edit, agoMs, place === 0 ? 'till_a' : 'till_b')).toEqual([]);
      }
      const {metadata, active, version} = (await found('campaign', seen.id)) as Editable & {active: boolean};
      results.push({metadata, active, version});
    }
    expect(results[0]).toEqual({metadata: {colour: 'blue', floor: 2}, active: false, version: 3});
    // The earlier one came second and had nothing left to say but the pause.
    expect(results[1]).toEqual(results[0]);
  });

  it('meets what was changed over REST meanwhile: the later description, both limits, no mixed discount', async () => {
    const seen = await newCampaign('Rest meets till');
    await rest.post(`/v1/campaigns/${seen.id}/disable`);
    const on = edited({...seen, version: 1}, {name: 'Till meets rest'});
    expect(await arrive(on)).toEqual([]);
    expect(await found('campaign', seen.id)).toMatchObject({
      name: 'Till meets rest',
      active: false,
      version: 3,
    });
    // Switched off after the version that the editor saw: on does not win.
    const resume: Edit = {
      ...edited(seen, {}),
      change: {kind: 'fields', fields: [{path: 'active', before: false, after: true}]},
    };
    expect(await arrive(resume)).toEqual([]);
    expect(await found('campaign', seen.id)).toMatchObject({active: false});
    // Somebody who saw it switched off may switch it on.
    const aware = edited(await found('campaign', seen.id), {active: true});
    expect(await arrive(aware)).toEqual([]);
    expect(await found('campaign', seen.id)).toMatchObject({active: true});
  });

  it('resumes what the same till had paused itself', async () => {
    const seen = await newCampaign('Own pause');
    const paused = edited(seen, {active: false});
    const resumed: Edit = {
      ...edited(seen, {}),
      change: {kind: 'fields', fields: [{path: 'active', before: false, after: true}]},
    };
    await arrive(paused, 2_000);
    await arrive(resumed, 1_000);
    expect(await found('campaign', seen.id)).toMatchObject({active: true, version: 3});
  });

  it('changes what tills may do offline, and the money for it', async () => {
    const seen = await newCampaign('Trusting');
    const policy = {kind: 'trust_up_to', perRedemptionMinor: 500, perTillMinor: 1_000, budgetMinor: 3_000};
    expect(
      await arrive(edited(seen, {offlinePolicy: policy, spendPastExpiry: true, serverReserve: 1})),
    ).toEqual([]);
    const trusting = await found('campaign', seen.id);
    expect(trusting).toMatchObject({offlinePolicy: policy, spendPastExpiry: true, serverReserve: 1});
    const money = () =>
      shop.db
        .selectFrom('account')
        .select('limit_units')
        .where('account', '=', `x:${seen.id}:trust` as never)
        .execute();
    expect(await money()).toEqual([{limit_units: 3_000}]);
    await arrive(edited(trusting, {offlinePolicy: {kind: 'lease_only'}}));
    expect(await found('campaign', seen.id)).not.toHaveProperty('offlinePolicy');
    expect(await money()).toEqual([{limit_units: 0}]);
    const tooMuch = {...policy, perTillMinor: 5_000};
    expect(await arrive(edited(trusting, {offlinePolicy: tooMuch}))).toMatchObject([{class: 'C7'}]);
  });

  it('raises a limit by what it meant, and a cut waits for what is out', async () => {
    const seen = await newVoucher('EDIT-3');
    await arrive(edited(seen, {usesLimit: 150}));
    await arrive(edited(seen, {usesLimit: 60}));
    expect(await found('voucher', seen.id)).toMatchObject({usesLimit: 160});
    expect(await account(seen.id)).toMatchObject({limit_units: 160});
    await shop.db
      .updateTable('account')
      .set({committed: 40})
      .where('account', '=', usesAccount(seen.id as `v_${string}`))
      .execute();
    await arrive(edited(await found('voucher', seen.id), {usesLimit: 30}));
    expect(await account(seen.id)).toMatchObject({limit_units: 40, target_units: 30});
  });

  it('limits a voucher that had no limit from then on', async () => {
    const seen = await newVoucher('EDIT-4', {redemption: {quantity: null}});
    expect(await arrive(edited(seen, {usesLimit: 5}))).toEqual([]);
    expect(await account(seen.id)).toMatchObject({limit_units: 5, committed: 0});
  });

  it('that lost a compare-and-set waits with three values; keep_till puts it in its place, keep_server does not', async () => {
    const seen = await newVoucher('EDIT-5');
    await arrive(edited(seen, {'benefit.discount': asJson(percentOff(20))}));
    const [finding] = await arrive(
      edited(seen, {'benefit.discount': asJson(percentOff(30)), 'metadata.a': 1}),
    );
    expect(finding).toMatchObject({
      kind: 'conflict',
      class: 'C7',
      evidence: {
        documentId: seen.id,
        fields: [
          {
            path: 'benefit.discount',
            base: percentOff(10),
            mine: percentOff(30),
            theirs: percentOff(20),
            reason: 'changed',
          },
        ],
      },
    });
    expect(await found('voucher', seen.id)).toMatchObject({
      benefit: {discount: percentOff(20)},
      metadata: {a: 1},
    });
    const evidence: unknown = finding?.kind === 'conflict' ? finding.evidence : null;
    const resolve = (resolution: 'keep_server' | 'keep_till') =>
      transact(shop.db, tx =>
        resolveEdit(
          editTx(tx, shop.projectId),
          pgEditBook(tx, shop.projectId, shop.clock.nowMs()),
          evidence,
          {
            resolution,
            resolverId: manager,
            editId: makeId('edit', shop.clock.nowMs(), systemRandom),
            nowMs: shop.clock.nowMs(),
          },
        ),
      );
    expect(await resolve('keep_server')).toEqual({ok: true, version: null});
    expect(await found('voucher', seen.id)).toMatchObject({benefit: {discount: percentOff(20)}});
    expect(await resolve('keep_till')).toEqual({ok: true, version: 4});
    expect(await found('voucher', seen.id)).toMatchObject({version: 4, benefit: {discount: percentOff(30)}});
  });

  it('parks what the books cannot hold, and takes the rest', async () => {
    const other = await newCampaign('Taken name');
    const seen = await newCampaign('Odd fields');
    const [finding] = await arrive(
      edited(seen, {
        name: 'Taken name',
        ruleIds: ['val_nowhere'],
        validity: {hours: [{startMinute: 5, endMinute: 5, daysOfWeek: [1]}]},
        startsAtMs: -8e15,
        currency: 'EUR',
        campaignType: 'PROMOTION',
        'metadata.fine': true,
      }),
    );
    const evidence = finding?.kind === 'conflict' ? finding.evidence : null;
    const {fields} = editEvidenceSchema.parse(evidence);
    expect(fields.map(({path, reason}) => `${path} ${reason}`)).toEqual([
      'name taken',
      'ruleIds unknown',
      'validity invalid',
      'startsAtMs invalid',
      'currency not_editable',
      'campaignType not_editable',
    ]);
    expect(await found('campaign', seen.id)).toMatchObject({name: 'Odd fields', metadata: {fine: true}});
    expect(await found('campaign', other.id)).toEqual(other);
  });

  it('exchanges the rules that guard a voucher', async () => {
    const rule = await rest.post('/v1/validation-rules', {
      name: 'Big orders',
      rules: {'1': {name: 'order.amount', conditions: {$more_than: [10_000]}, rules: {}}, logic: '1'},
    });
    const ruleId = text(rule.body['id']);
    const seen = await newVoucher('EDIT-6');
    expect(await arrive(edited(seen, {ruleIds: [ruleId]}))).toEqual([]);
    const guarded = await found('voucher', seen.id);
    expect(guarded).toMatchObject({ruleIds: [ruleId]});
    expect(await arrive(edited(guarded, {ruleIds: []}))).toEqual([]);
    expect(await found('voucher', seen.id)).toMatchObject({ruleIds: [], version: 3});
  });
});

describe('a deletion', () => {
  it('of an unused campaign takes its codes along, and leaves tombstones and accounts', async () => {
    const seen = await newCampaign('Never used');
    const codes = await shop.db
      .selectFrom('voucher')
      .select('voucher_id')
      .where('campaign_id', '=', seen.id as `camp_${string}`)
      .execute();
    expect(codes).toHaveLength(2);
    expect(await arrive(deleted(seen))).toEqual([]);
    expect(await published('campaign', seen.id)).toBeNull();
    for (const {voucher_id: id} of codes) {
      expect(await published('voucher', id)).toBeNull();
      expect(await account(id)).toMatchObject({limit_units: 1});
    }
    expect((await rest.get(`/v1/campaigns/${seen.id}`)).status).toBe(404);
    const archived = await shop.db
      .selectFrom('archived_document')
      .selectAll()
      .where('document_id', '=', seen.id)
      .execute();
    expect(archived).toMatchObject([{body: seen, archived_by: manager}]);
  });

  it('beats an edit that comes later, which waits; a second deletion has nothing to do', async () => {
    const seen = await newVoucher('GONE-1');
    expect(await arrive(deleted(seen))).toEqual([]);
    expect(await arrive(edited(seen, {'metadata.a': 1}))).toMatchObject([
      {class: 'C7', evidence: {fields: [{path: 'metadata.a', mine: 1, reason: 'deleted'}]}},
    ]);
    expect(await arrive(deleted(seen))).toEqual([]);
    expect(await published('voucher', seen.id)).toBeNull();
  });

  it('of what was redeemed ends it', async () => {
    const seen = await newVoucher('USED-1');
    const use = {redeemables: [{object: 'voucher', id: 'USED-1'}], order: {amount: 1_000}};
    const {status} = await rest.post('/v1/redemptions', use);
    expect(status).toBe(200);
    expect(await arrive(deleted(seen), 2_000)).toEqual([]);
    expect(await found('voucher', seen.id)).toMatchObject({active: false, version: 2});
    expect((await rest.get('/v1/vouchers/USED-1')).body).toMatchObject({active: false});
    expect((await rest.post('/v1/redemptions', use)).status).toBe(400);
  });

  it('by command follows the same rule, and says what it did', async () => {
    const unused = await newVoucher('CMD-1');
    const used = await newVoucher('CMD-2');
    await rest.post('/v1/redemptions', {
      redeemables: [{object: 'voucher', id: 'CMD-2'}],
      order: {amount: 1_000},
    });
    const remove = (id: string) => deleteDocument(shop.deps, shop.projectId, 'voucher', id);
    expect(await remove(unused.id)).toEqual({ok: true, value: 'archived'});
    expect(await published('voucher', unused.id)).toBeNull();
    expect(await remove(used.id)).toEqual({ok: true, value: 'ended'});
    expect(await found('voucher', used.id)).toMatchObject({active: false});
    expect(await remove(unused.id)).toMatchObject({ok: false, problem: {key: 'not_found'}});
  });

  it('of a product leaves a tombstone', async () => {
    const {body} = await rest.post('/v1/products', {name: 'Tea', source_id: 'TEA', price: 500});
    const seen = await found('product', text(body['id']));
    await arrive(edited(seen, {priceMinor: 600, name: 'Green tea'}));
    expect((await rest.get('/v1/products/TEA')).body).toMatchObject({name: 'Green tea', price: 600});
    await arrive(deleted(await found('product', seen.id)));
    expect(await published('product', seen.id)).toBeNull();
    expect((await rest.get('/v1/products/TEA')).status).toBe(404);
  });
});
