/** Two real tills edit one shop while they are apart; the real server merges, and all copies end up the same. */
import 'fake-indexeddb/auto';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {readCursor} from '../../renderer/till-db/dexie-replica-store.ts';
import {findVoucher} from '../../renderer/till-db/find-voucher.ts';
import {readReplica} from '../../renderer/till-db/read-replica.ts';
import {editDocument} from '../../renderer/till-ledger/edit-document.ts';
import {readWithheld} from '../../renderer/till-ledger/withheld.ts';
import type {StaffId} from '../../shared/kernel/id.ts';
import type {JsonValue} from '../../shared/kernel/metadata.ts';
import type {Editable} from '../../shared/merge/editable.ts';
import {addStaff} from '../../sync/enrolment/add-staff.ts';
import {like} from '../like.ts';
import {type Rest, restOf} from '../postgres/rest.ts';
import {type TestShop, testShop} from '../postgres/test-shop.ts';
import {addTestStore} from '../postgres/test-till.ts';
import {type RealTill, realTill} from './real-till.ts';

let shop: TestShop;
let rest: Rest;
let first: RealTill;
let second: RealTill;
let staffId: StaffId;

beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  const manager = {name: 'Mira', role: 'manager' as const, pin: '123456'};
  const added = await addStaff(shop.deps, shop.projectId, manager);
  if (!added.ok) throw new Error('not hired');
  staffId = added.value.id;
  const storeId = await addTestStore(shop, 'high-street');
  first = await realTill(shop, storeId, 'Till 1');
  second = await realTill(shop, storeId, 'Till 2');
});
afterAll(() => shop.close());

async function newCampaign(name: string, code: string): Promise<Editable> {
  const {status, body} = await rest.post('/v1/campaigns', {
    name,
    campaign_type: 'DISCOUNT_COUPONS',
    vouchers_count: 1,
    voucher: {
      type: 'DISCOUNT_VOUCHER',
      discount: {type: 'PERCENT', percent_off: 10},
      redemption: {quantity: 1},
      code_config: {pattern: code},
    },
  });
  expect(status, JSON.stringify(body)).toBe(200);
  for (const each of [first, second]) await each.pull();
  const found = await campaignOn(first, String(body['id']));
  if (found === null) throw new Error('not replicated');
  return found;
}

async function campaignOn({till}: RealTill, id: string): Promise<Editable | null> {
  return (await readReplica(till.db.cache, {})).standing.campaigns.get(id) ?? null;
}

async function edit(
  {till}: RealTill,
  seen: Editable,
  after: Readonly<Record<string, JsonValue>> | null,
): Promise<void> {
  const change =
    after === null
      ? {kind: 'delete' as const}
      : {kind: 'fields' as const, after: new Map<string, JsonValue | undefined>(Object.entries(after))};
  expect(await editDocument(till, {seen, staffId, change})).toMatchObject({ok: true});
}

async function withheldOn({till}: RealTill): Promise<readonly string[]> {
  const {completeAtMs} = await readCursor(till.db.cache);
  return readWithheld(till.ledger, completeAtMs, till.clock.nowMs());
}

const outcomes = (answers: readonly {readonly outcome: string}[]) => answers.map(({outcome}) => outcome);

it('different fields of one campaign are all kept, an answer lost on the way changes nothing, and all copies are equal', async () => {
  const seen = await newCampaign('Tea week', 'TEA-####');
  await edit(first, seen, {name: 'Tea fortnight', 'metadata.colour': 'green'});
  shop.clock.advance(1_000);
  await edit(second, seen, {active: false, 'metadata.colour': 'blue'});
  expect(await withheldOn(second)).toEqual([seen.id]);
  expect(await withheldOn(first)).toEqual([]);
  expect(outcomes(await second.upload())).toEqual(['accepted']);
  expect(outcomes(await first.upload())).toEqual(['accepted']);
  expect(outcomes(await first.repeat())).toEqual(['accepted']);
  shop.clock.advance(1_000);
  for (const each of [first, second]) await each.pull();
  const merged = await campaignOn(first, seen.id);
  expect(merged).toMatchObject({
    name: 'Tea fortnight',
    active: false,
    metadata: {colour: 'blue'},
    version: 3,
  });
  expect(await campaignOn(second, seen.id)).toEqual(merged);
  expect(await withheldOn(second)).toEqual([]);
});

it('the second of two dates waits as a conflict with its three values, on a till that goes on selling', async () => {
  const seen = await newCampaign('Dates', 'DAT-####');
  await edit(first, seen, {endsAtMs: 4_000_000_000_000});
  await edit(second, seen, {endsAtMs: 4_100_000_000_000, name: 'Dated'});
  await first.upload();
  expect(await second.upload()).toMatchObject([{outcome: 'conflict', detail: like(/endsAtMs/)}]);
  await second.pull();
  expect(await campaignOn(second, seen.id)).toMatchObject({endsAtMs: 4_000_000_000_000, name: 'Dated'});
  const [conflict] = await shop.db.selectFrom('conflict').selectAll().where('class', '=', 'C7').execute();
  expect(conflict).toMatchObject({
    evidence: {
      documentId: seen.id,
      fields: [{path: 'endsAtMs', base: null, mine: 4_100_000_000_000, theirs: 4_000_000_000_000}],
    },
  });
});

it('a deletion takes a campaign and its codes off every till; an edit that comes later waits', async () => {
  const seen = await newCampaign('Gone', 'GON-####');
  const {code} = await shop.db
    .selectFrom('voucher')
    .select('code')
    .where('campaign_id', '=', seen.id as `camp_${string}`)
    .executeTakeFirstOrThrow();
  expect(await findVoucher(second.till.db, code)).not.toBeNull();
  await edit(first, seen, null);
  await edit(second, seen, {name: 'Too late'});
  expect(await withheldOn(first)).toEqual([seen.id]);
  expect(outcomes(await first.upload())).toEqual(['accepted']);
  expect(outcomes(await second.upload())).toEqual(['conflict']);
  shop.clock.advance(1_000);
  for (const each of [first, second]) {
    await each.pull();
    expect(await campaignOn(each, seen.id)).toBeNull();
    expect(await findVoucher(each.till.db, code)).toBeNull();
    expect(await withheldOn(each)).toEqual([]);
  }
});
