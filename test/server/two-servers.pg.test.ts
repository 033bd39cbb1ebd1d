/**
 * Two server processes on one database, and 64 clients that all want the last units of one thing at the same moment:
 * exactly as many succeed as there are, whichever process and whichever way they come. The transactions are READ
 * COMMITTED; what keeps them apart is the lock that `lockAccounts` takes on the account's row before it is read.
 */
import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {buildStaleBundles} from '../../scripts/bundles.ts';
import {present} from '../../shared/kernel/assert.ts';
import {type AccountKey, balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import {changesPageSchema} from '../../shared/protocol/changes.ts';
import {type FreshDatabase, freshDatabase} from '../postgres/fresh-database.ts';
import {addTestStore, addTestTill, type TestTill} from '../postgres/test-till.ts';
import {httpServer, type TillServer} from '../postgres/till-server.ts';
import {endServer, type ServerProcess, startedServer} from './server-process.ts';

const limit = 20;
const clients = 64;

let database: FreshDatabase;
let processes: ServerProcess[] = [];
let servers: TillServer[] = [];
let serverKey: Readonly<Record<string, string>>;
/** Half of them talk to the one process, half to the other. */
const tills: TestTill[] = [];

beforeAll(async () => {
  await buildStaleBundles(['sync']);
  database = await freshDatabase();
  const first = await startedServer({DATABASE_URL: database.url, TIME_ZONE: 'Europe/Berlin'});
  const second = await startedServer({DATABASE_URL: database.url});
  processes = [first, second];
  serverKey = keyOf(first, 'X-App-Id', 'X-App-Token');
  const managementKey = keyOf(first, 'X-Management-Id', 'X-Management-Token');
  servers = processes.map(({address}) => httpServer(address, managementKey));
  const storeId = await addTestStore(serverAt(0), 'north');
  for (let at = 0; at < clients / 2; at += 1) {
    // Each till has an address of its own: enrolments are counted by it.
    const address = present(processes[at % processes.length], 'server').address;
    const server = httpServer(address, managementKey, `127.0.1.${at + 1}`);
    tills.push(await addTestTill(server, storeId, `Till ${at}`));
  }
}, 120_000);

afterAll(async () => {
  await Promise.all(processes.map(server => endServer(server, 'SIGTERM')));
  await database.drop();
});

/** As the server printed them at its first start. */
function keyOf({output}: ServerProcess, id: string, token: string): Readonly<Record<string, string>> {
  const found = new RegExp(`${id} (\\S+)\\s+${token} (\\S+)`).exec(output());
  return {[id]: present(found?.[1], id), [token]: present(found?.[2], token)};
}

function serverAt(at: number): TillServer {
  return present(servers[at % servers.length], 'server');
}

async function rest(at: number, url: string, payload: object) {
  const answer = await serverAt(at).app.inject({method: 'POST', url, headers: serverKey, payload});
  return {status: answer.statusCode, body: answer.json<Record<string, unknown>>()};
}

async function addVoucher(code: string, body: object): Promise<`v_${string}`> {
  const {status, body: made} = await rest(0, `/v1/vouchers/${code}`, body);
  expect(status).toBe(200);
  return `${made['id']}` as `v_${string}`;
}

/** Every status once for each time it was answered. */
async function redeemAtOnce(code: string, times: number, more: object = {}): Promise<number[]> {
  const redeemables = [{object: 'voucher', id: code, ...more}];
  const answers = await Promise.all(
    Array.from({length: times}, (_, at) =>
      rest(at, '/v1/redemptions', {redeemables, order: {amount: 10_000}}),
    ),
  );
  const unexpected = answers.filter(({status}) => status !== 200 && status !== 400);
  expect(unexpected).toEqual([]);
  return answers.map(({status}) => status);
}

const count = (statuses: readonly number[]) => statuses.filter(status => status === 200).length;

/**
 * Every till asks for the units of one sale and sells at once when it gets them. What is asked back from it in the rush,
 * because another is short, it returns, as a till does. Answers how many sold.
 */
async function sellAtOnce(code: string, account: AccountKey, units: number): Promise<number> {
  const sold = await Promise.all(
    tills.map(async till => {
      await till.exchange({wants: [{account, need: units, level: units}]});
      const {statuses} = await till.sell(units === 1 ? 1_000 : units, [code]);
      till.returnRecalled();
      await till.exchange();
      return statuses[0] === 'applied' ? 1 : 0;
    }),
  );
  return sold.reduce<number>((sum, one) => sum + one, 0);
}

/** Again and again, because in a rush units may come back after somebody heard that there are none. */
async function untilGone(account: string, rush: () => Promise<number>): Promise<number> {
  await learn();
  let successes = 0;
  for (let round = 0; round < 20; round += 1) {
    successes += await rush();
    const book = present(await bookOf(account), 'book');
    if (book.posted === book.limit) break;
  }
  return successes;
}

/** One till pulls, the others are told: what they decide on is the same. */
async function learn(): Promise<void> {
  const first = present(tills[0], 'till');
  await first.pull();
  for (const till of tills) till.documents = [...first.documents];
}

interface Book {
  readonly limit: number;
  readonly posted: number;
  readonly leased: number;
  readonly committed: number;
  readonly over: number;
}

async function bookOf(account: string): Promise<Book | undefined> {
  const {rows} = await sql<Book>`
    select limit_units as "limit", (select coalesce(sum(amount), 0)::bigint from entry where account = ${account}) as posted,
      (select coalesce(sum(granted + refunded - consumed - returned), 0)::bigint
        from lease where account = ${account}) as leased,
      committed, over_units as over
    from account where account = ${account}`.execute(database.db);
  return rows[0];
}

const off = {discount: {type: 'AMOUNT', amount_off: 100}};
const allGone = {posted: limit, leased: 0, committed: limit, over: 0};

test('64 REST clients on a code with 20 uses: 20 succeed', async () => {
  const account = usesAccount(await addVoucher('REST', {...off, redemption: {quantity: limit}}));
  expect(count(await redeemAtOnce('REST', clients))).toBe(limit);
  expect(await bookOf(account)).toMatchObject(allGone);
}, 60_000);

test('32 tills on a code with 20 uses: 20 sell, and all of it arrives', async () => {
  const account = usesAccount(await addVoucher('SYNC', {...off, redemption: {quantity: limit}}));
  expect(await untilGone(account, () => sellAtOnce('SYNC', account, 1))).toBe(limit);
  expect(await bookOf(account)).toMatchObject(allGone);
}, 60_000);

test('32 REST clients and 32 tills at once: 20 in all', async () => {
  const account = usesAccount(await addVoucher('BOTH', {...off, redemption: {quantity: limit}}));
  const rush = async () => {
    const [statuses, sold] = await Promise.all([
      redeemAtOnce('BOTH', clients / 2),
      sellAtOnce('BOTH', account, 1),
    ]);
    return count(statuses) + sold;
  };
  expect(await untilGone(account, rush)).toBe(limit);
  expect(await bookOf(account)).toMatchObject(allGone);
}, 60_000);

test('a gift card with 64.00: 32 REST clients and 32 tills with 4.00 each spend it 16 times', async () => {
  const account = balanceAccount(await addVoucher('CARD', {gift: {amount: 6_400}}));
  const rush = async () => {
    const [statuses, sold] = await Promise.all([
      redeemAtOnce('CARD', clients / 2, {gift: {credits: 400}}),
      sellAtOnce('CARD', account, 400),
    ]);
    return count(statuses) + sold;
  };
  expect(await untilGone(account, rush)).toBe(16);
  expect(await bookOf(account)).toMatchObject({posted: 6_400, leased: 0, committed: 6_400, over: 0});
}, 60_000);

test('a code that only a rule bounds, at 20: 64 REST clients, 20 succeed', async () => {
  const conditions = {$less_than_or_equal: [limit]};
  const rules = {'1': {name: 'campaign.redemptions.count', conditions}, logic: '1'};
  const rule = await rest(0, '/v1/validation-rules', {name: 'Bound', rules});
  await addVoucher('RULE', {...off, validation_rules: [rule.body['id']]});
  expect(count(await redeemAtOnce('RULE', clients))).toBe(limit);
  const {rows} = await sql<{committed: number; posted: number}>`
    select committed, (select sum(amount) from entry e where e.account = a.account)::bigint as posted
    from account a where account like 'q:%' and committed > 0`.execute(database.db);
  expect(rows).toEqual([{committed: limit, posted: limit}]);
}, 60_000);

test('both processes stamp the feed: who follows it by cursor, now here and now there, misses nothing', async () => {
  const [till] = tills;
  let after = 0;
  const seen = new Set<string>();
  const read = async (at: number): Promise<boolean> => {
    const answer = await serverAt(at).app.inject({
      url: `/sync/v1/changes?after=${after}&limit=17`,
      headers: present(till, 'till').authorization,
    });
    const page = changesPageSchema.parse(answer.json());
    for (const change of page.changes) if (!change.deleted) seen.add(change.document.id);
    after = page.next;
    return page.next < page.head;
  };
  let writing = true;
  const writers = Promise.all(
    Array.from({length: 16}, async (_, writer) => {
      const made: string[] = [];
      for (let n = 0; n < 6; n += 1) {
        const {body} = await rest(writer + n, `/v1/vouchers/FEED-${writer}-${n}`, off);
        made.push(`${body['id']}`);
      }
      return made;
    }),
  ).finally(() => {
    writing = false;
  });
  for (let at = 0; writing; at += 1) await read(at);
  const made = (await writers).flat();
  for (let at = 0; await read(at); at += 1);
  expect(made.filter(id => !seen.has(id))).toEqual([]);
  const {rows} = await sql<{positions: number; distinct: number; highest: number}>`
    select count(position) as positions, count(distinct position) as "distinct", max(position) as highest
    from document`.execute(database.db);
  expect(rows[0]?.positions).toBe(rows[0]?.distinct);
}, 60_000);
