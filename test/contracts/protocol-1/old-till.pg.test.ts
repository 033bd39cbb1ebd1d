/** A till of protocol 1 at the present server: no session, no signature, no key; it reads every answer as it always did. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {present} from '../../../shared/kernel/assert.ts';
import {percent} from '../../builders/offers.ts';
import {putDocuments} from '../../postgres/put-documents.ts';
import {restOf} from '../../postgres/rest.ts';
import {type TestShop, testShop} from '../../postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../postgres/test-till.ts';
import {changesPageV1, enrolmentV1, exchangeRequestV1, exchangeResponseV1, operationV1} from './schemas.ts';

const uses = 'v:v_TEN:uses' as const;
let shop: TestShop;
let till: TestTill;
beforeAll(async () => {
  shop = await testShop();
  till = await addTestTill(shop, await addTestStore(shop, 'main'), 'Till 1');
  const {campaign, voucher} = percent('TEN', 10, {usesLimit: 5});
  const documents = [campaign, present(voucher, 'voucher')].flatMap(one => one ?? []);
  await putDocuments(shop.db, shop.projectId, documents, [{account: uses, limit: 5}]);
  const created = await restOf(shop).post('/v1/campaigns', {
    name: 'Trusting',
    campaign_type: 'DISCOUNT_COUPONS',
    vouchers_count: 1,
    voucher: {
      type: 'DISCOUNT_VOUCHER',
      discount: {type: 'AMOUNT', amount_off: 500},
      redemption: {quantity: 1},
    },
    offline_policy: {type: 'TRUST_UP_TO', per_redemption: 1_000, per_till: 3_000, budget: 20_000},
  });
  expect(created.status).toBe(200);
});
afterAll(() => shop.close());

async function say(given: object = {}) {
  const answer = await till.post({protocol: 1, ...given});
  expect(answer.statusCode).toBe(200);
  return exchangeResponseV1.parse(answer.json());
}

test('it enrols, is given leases, sells, gives back, and reads every answer', async () => {
  expect(enrolmentV1.safeParse(till.enrolment).error).toBeUndefined();
  await till.pull();
  const granted = await till.exchange({protocol: 1, wants: [{account: uses, need: 1, level: 3}]});
  expect(exchangeResponseV1.parse(granted).leases).toMatchObject([{account: uses, granted: 3}]);
  const {operation} = await till.sell(2_000, ['TEN']);
  expect(operationV1.safeParse(operation).error).toBeUndefined();
  const [lease] = [...till.leases.values()];
  till.queue({kind: 'lease-return', leaseId: present(lease, 'lease').id, amount: 2});
  const {acknowledgements} = await say();
  expect(acknowledgements.map(({outcome}) => outcome)).toEqual(['accepted', 'accepted']);
});

test('it is given no trust: it could not read the account, and with it not the whole answer', async () => {
  const {leases} = await say({preposition: true, leaseVersion: 0});
  expect((leases ?? []).filter(({account}) => account.startsWith('x:'))).toEqual([]);
  const newer = await till.post({protocol: 2, preposition: true, leaseVersion: 0});
  expect(
    newer.json<{leases: {account: string}[]}>().leases.some(({account}) => account.startsWith('x:')),
  ).toBe(true);
  expect((await say({leaseVersion: 0})).leases?.some(({account}) => account.startsWith('x:'))).toBe(false);
});

test('an exchange of it is one of protocol 1, and it is never taken for a second machine', async () => {
  for (let turn = 0; turn < 3; turn += 1) expect(await say()).not.toMatchObject({standing: 'fenced'});
  const asked = {...{operations: [], wants: [], leaseVersion: 0, preposition: false}, baseSequence: 1};
  const {deviceId, epoch} = till.enrolment;
  expect(
    exchangeRequestV1.safeParse({protocol: 1, deviceId, epoch, wallMs: till.nowMs, ...asked}).success,
  ).toBe(true);
});

test('it reads the feed, and without a name of the history it is never sent back to the start', async () => {
  const answer = await shop.app.inject({
    url: '/sync/v1/changes?after=0&limit=1000',
    headers: till.authorization,
  });
  const {head} = changesPageV1.parse(answer.json());
  const beyond = await shop.app.inject({
    url: `/sync/v1/changes?after=${head + 50}&limit=1000`,
    headers: till.authorization,
  });
  expect(changesPageV1.parse(beyond.json())).toMatchObject({changes: []});
});
