import {tillClock} from '../../renderer/clock/till-clock.ts';
import {cryptoRandom} from '../../renderer/till-db/crypto-random.ts';
import {dexieLedger} from '../../renderer/till-db/dexie-ledger.ts';
import {dexieReplica} from '../../renderer/till-db/dexie-replica.ts';
import {openTillDatabases} from '../../renderer/till-db/open-till-databases.ts';
import type {TillContext} from '../../renderer/till-db/till-context.ts';
import {webSeal} from '../../renderer/till-db/web-seal.ts';
import {forgetErasedCustomers} from '../../renderer/till-ledger/forget-customers.ts';
import {exchange} from '../../renderer/uplink/exchange.ts';
import {pullFeed} from '../../renderer/uplink/pull-feed.ts';
import type {JournalRecord} from '../../shared/protocol/bridge.ts';
import {
  type Acknowledgement,
  type ExchangeRequest,
  exchangeResponseSchema,
} from '../../shared/protocol/exchange.ts';
import type {TestShop} from '../postgres/test-shop.ts';
import {addTestTill} from '../postgres/test-till.ts';
import {memoryJournal} from './memory-journal.ts';
import {saveTestEnrolment} from './save-test-enrolment.ts';
import {stillMonotonic} from './test-identity.ts';
import {freshName} from './test-till.ts';

/** A till on IndexedDB, as it runs in a browser, beside a real server that it reaches without a network. */
export interface RealTill {
  readonly till: TillContext;
  readonly journal: JournalRecord[];
  pull(): Promise<void>;
  /** Sends everything; answers what became of each operation. */
  upload(): Promise<readonly Acknowledgement[]>;
  /** Says the last thing once more, as a network may. */
  repeat(): Promise<readonly Acknowledgement[]>;
  /** Everything that is stored on this till, as text. */
  dump(): Promise<string>;
}

/** Enrolled in a store of this shop. Without `sealing` it is a till of protocol 1 in what it says of customers. */
export async function realTill(
  shop: TestShop,
  storeId: string,
  name: string,
  {sealing = true}: {readonly sealing?: boolean} = {},
): Promise<RealTill> {
  const {enrolment, authorization} = await addTestTill(shop, storeId, name);
  const db = await openTillDatabases(freshName());
  const ledger = dexieLedger(db.ledger);
  const {deviceId, epoch, projectId, projectName, storeName, tillName, tillNumber} = enrolment;
  const serverUrl = 'http://shop.test';
  const place = {storeId: enrolment.storeId, storeName, tillName, tillNumber, serverUrl};
  const identity = {deviceId, epoch, projectId, projectName, ...place};
  await saveTestEnrolment(ledger, identity);
  const clock = tillClock(stillMonotonic(), () => shop.clock.nowMs());
  const journal: JournalRecord[] = [];
  const till: TillContext = {
    db,
    ledger,
    replica: dexieReplica(db.cache),
    identity,
    clock,
    journal: memoryJournal(journal),
    random: cryptoRandom,
    ...(sealing && {seal: webSeal(cryptoRandom)}),
  };
  let last: ExchangeRequest | null = null;
  const send = async (payload: ExchangeRequest) => {
    last = payload;
    const answer = await shop.app.inject({
      method: 'POST',
      url: '/sync/v1/exchange',
      headers: authorization,
      payload,
    });
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
    return {ok: true as const, value: exchangeResponseSchema.parse(answer.json())};
  };
  return {
    till,
    journal,
    async pull() {
      const feed = {serverUrl, token: enrolment.token, nowMs: clock.nowMs()};
      const pulled = await pullFeed(
        url => get(shop, String(url), authorization),
        db.cache,
        feed,
        () => undefined,
      );
      if (!pulled.ok) throw new Error(JSON.stringify(pulled.failure));
      await forgetErasedCustomers(till);
    },
    async upload() {
      const line = {wallMs: () => shop.clock.nowMs(), send};
      const exchanged = await exchange(till, line, {wants: [], preposition: false, upload: true});
      return exchanged.ok ? exchanged.response.acknowledgements : [];
    },
    async repeat() {
      return last === null ? [] : (await send(last)).value.acknowledgements;
    },
    async dump() {
      const tables = [...db.ledger.tables, ...db.cache.tables];
      const rows = await Promise.all(tables.map(table => table.toArray()));
      return JSON.stringify([rows, journal]);
    },
  };
}

async function get(
  shop: TestShop,
  url: string,
  headers: {readonly authorization: string},
): Promise<Response> {
  const {pathname, search} = new URL(url);
  const answer = await shop.app.inject({method: 'GET', url: pathname + search, headers});
  return new Response(new Uint8Array(answer.rawPayload), {
    status: answer.statusCode,
    headers: {'content-type': String(answer.headers['content-type'])},
  });
}
