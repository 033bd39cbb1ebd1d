/**
 * Random interleavings of two tills, their sales, a server and a network that loses, doubles and garbles: what was
 * granted is never overspent, and no operation is lost or applied twice.
 */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {cart} from '../../test/builders/cart.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {type Fault, faultyNetwork} from '../../test/tills/faulty-network.ts';
import {saleDraft} from '../../test/tills/sale-draft.ts';
import {syncServerDouble} from '../../test/tills/sync-server-double.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {completeSale, type SaleDraft} from '../till-ledger/complete-sale.ts';
import {returnRecalledLeases} from '../till-ledger/return-lease.ts';
import {exchange} from './exchange.ts';
import {httpLine} from './http-line.ts';

const LIMIT = 5;
const uses = 'v:v_FIVE:uses';
const five = percent('FIVE', 10, {usesLimit: LIMIT});
const documents = [settings(), product('mug', 2400), ...(five.voucher ? [five.voucher] : [])];

const step = fc.record({
  till: fc.nat(1),
  what: fc.constantFrom('price', 'sell', 'sell', 'sell twice', 'exchange', 'want', 'want', 'recall'),
  fault: fc.constantFrom<Fault>(
    'none',
    'none',
    'none',
    'request-lost',
    'answer-lost',
    'doubled',
    'stale-answer',
    'error-500',
    'captive-portal',
  ),
});
type Step = {readonly till: number; readonly what: string; readonly fault: Fault};

test('any interleaving of sales, exchanges, recalls and faults', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, {minLength: 5, maxLength: 40}), async steps => {
      const shop = await openShop();
      for (const one of steps) await shop.take(one);
      await shop.heal();
      expect(shop.soldWithCode()).toBeLessThanOrEqual(LIMIT);
      expect(shop.server.posted(uses)).toBe(shop.soldWithCode());
      for (const {identity, db} of shop.tills) {
        const rows = await db.ledger.operation.toArray();
        expect(rows.every(row => row.state === 'acknowledged')).toBe(true);
        const sequences = rows.map(row => row.sequence).sort((a, b) => a - b);
        expect(sequences).toEqual(rows.map((_row, i) => i + 1));
        expect(shop.server.received(identity.deviceId).sort((a, b) => a - b)).toEqual(sequences);
        expect(rows.every(row => row.outcome === 'accepted')).toBe(true);
      }
      for (const {db} of shop.tills) {
        db.ledger.close();
        db.cache.close();
      }
    }),
    {numRuns: 40},
  );
}, 60_000);

async function openShop() {
  const server = syncServerDouble(openingMs);
  server.open(uses, LIMIT);
  server.publish(...documents);
  let fault: Fault = 'none';
  const tills: TillContext[] = [];
  const drafts = new Map<TillContext, SaleDraft>();
  // Each till has a line of its own: an answer never reaches another one.
  const lines = new Map<TillContext, ReturnType<typeof faultyNetwork>>();
  for (const deviceId of ['till_one', 'till_two'] as const) {
    server.addDevice(deviceId);
    const till = await testTill({deviceId});
    await publishTo(till.db, documents);
    tills.push(till);
    lines.set(
      till,
      faultyNetwork(server.fetch, () => fault),
    );
  }
  let soldWithCode = 0;

  async function price(till: TillContext): Promise<SaleDraft> {
    const draft = await saleDraft(till, cart({mug: {}}), [five]);
    drafts.set(till, draft);
    return draft;
  }

  /** On a price that may be old by now: leases may have gone since. */
  async function sell(till: TillContext): Promise<void> {
    const draft = drafts.get(till) ?? (await price(till));
    const completion = await completeSale(till, draft);
    if (completion.ok && draft.decision.draws.length > 0) soldWithCode += 1;
    if (!completion.ok) await price(till);
  }

  async function talk(till: TillContext, need: number): Promise<void> {
    const wants = need === 0 ? [] : [{account: uses, need, level: 3} as const];
    const fetch = lines.get(till);
    if (fetch === undefined) return;
    const {serverUrl} = till.identity;
    const line = httpLine({
      fetch,
      serverUrl,
      timeoutMs: 1_000,
      wallMs: () => epochMs(openingMs),
    });
    const exchanged = await exchange(till, line, {wants, preposition: false, upload: true});
    if (exchanged.ok && exchanged.applied.ok && exchanged.applied.recalled > 0) {
      await returnRecalledLeases(till);
    }
  }

  return {
    server,
    tills,
    soldWithCode: () => soldWithCode,
    async take(one: Step): Promise<void> {
      const till = tills[one.till];
      if (till === undefined) return;
      fault = one.fault;
      if (one.what === 'price') await price(till);
      else if (one.what === 'sell') await sell(till);
      else if (one.what === 'sell twice') await Promise.all([sell(till), sell(till)]);
      else if (one.what === 'recall') server.recall(till.identity.deviceId);
      else await talk(till, one.what === 'want' ? 1 : 0);
    },
    async heal(): Promise<void> {
      fault = 'none';
      for (let round = 0; round < 3; round += 1) for (const till of tills) await talk(till, 0);
    },
  };
}
