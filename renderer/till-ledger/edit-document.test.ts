import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {JsonValue} from '../../shared/kernel/metadata.ts';
import type {Editable} from '../../shared/merge/editable.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import {asJson} from '../../test/builders/as-json.ts';
import {cart} from '../../test/builders/cart.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {campaign, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {saleDraft} from '../../test/tills/sale-draft.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import {readCursor} from '../till-db/dexie-replica-store.ts';
import {readReplica} from '../till-db/read-replica.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {type EditDraft, editDocument} from './edit-document.ts';
import {seenDocument} from './seen-document.ts';
import {readWithheld, unheardEdits} from './withheld.ts';

const autumn = campaign('Autumn');
const tea = tier('tea', percentOff(20), {campaign: autumn});
const code = percent('TEN', 10, {campaign: autumn});
const pin: Staff['pin'] = {
  algorithm: 'scrypt',
  n: 2,
  r: 1,
  p: 1,
  saltHex: '0'.repeat(32),
  hashHex: '0'.repeat(64),
};

function staff(name: string, role: Staff['role'], given: Partial<Staff> = {}): Staff {
  return {kind: 'staff', id: `staff_${name}`, version: 1, name, role, active: true, pin, ...given};
}

const shop = [settings(), product('mug', 2400), autumn, tea.tier, code.voucher].filter(d => d !== null);
const people = [staff('mira', 'manager'), staff('cas', 'cashier'), staff('old', 'manager', {active: false})];

async function till(nowMs?: () => EpochMs): Promise<TillContext> {
  const opened = await testTill(nowMs === undefined ? {} : {nowMs});
  await publishTo(opened.db, [...shop, ...people]);
  return opened;
}

function fields(
  seen: Editable,
  after: Readonly<Record<string, JsonValue | undefined>>,
  staffId = 'staff_mira',
): EditDraft {
  return {
    seen,
    staffId: staffId as `staff_${string}`,
    change: {kind: 'fields', after: new Map(Object.entries(after))},
  };
}

async function refusals(own: TillContext): Promise<readonly string[]> {
  const {decision} = await saleDraft(own, cart({mug: {}}), [code, tea]);
  return decision.verdicts.map(verdict => (verdict.status === 'applied' ? 'applied' : verdict.refusal.code));
}

async function withheld(own: TillContext): Promise<readonly string[]> {
  const {completeAtMs} = await readCursor(own.db.cache);
  return readWithheld(own.ledger, completeAtMs, own.clock.nowMs());
}

test('an edit is queued with what the editor saw and left', async () => {
  const own = await till();
  const queued = await editDocument(own, fields(autumn, {name: 'Late autumn', 'metadata.floor': 2}));
  const [row] = await own.ledger.operation.having('kind', ['edit']);
  expect(operationSchema.parse(JSON.parse(row?.bytes ?? '')).body).toEqual({
    kind: 'edit',
    edit: {
      id: queued.ok ? queued.editId : '',
      kind: 'campaign',
      documentId: autumn.id,
      baseVersion: autumn.version,
      staffId: 'staff_mira',
      change: {
        kind: 'fields',
        fields: [
          {path: 'name', before: 'Autumn', after: 'Late autumn'},
          {path: 'metadata.floor', after: 2},
        ],
      },
    },
  });
  expect((await readReplica(own.db.cache, {})).standing.campaigns.get(autumn.id)).toEqual(autumn);
});

test('only active managers edit, only what can be edited, and only if something changes', async () => {
  const own = await till();
  const rename = {name: 'Winter'};
  for (const who of ['staff_cas', 'staff_old', 'staff_nobody'])
    expect(await editDocument(own, fields(autumn, rename, who))).toEqual({ok: false, code: 'not_a_manager'});
  expect(await editDocument(own, fields(autumn, {name: 'Autumn'}))).toEqual({
    ok: false,
    code: 'nothing_changed',
  });
  expect(await editDocument(own, fields(autumn, {version: 9, name: 'x'}))).toEqual({
    ok: false,
    code: 'not_editable',
    paths: ['version'],
  });
  expect(await own.ledger.operation.all()).toEqual([]);
});

test('a pause holds here at once, also for its codes; a resume before the server heard lifts it', async () => {
  const own = await till();
  expect(await refusals(own)).toEqual(['applied', 'applied']);
  await editDocument(own, fields(autumn, {active: false}));
  expect(await refusals(own)).toEqual(['campaign_disabled', 'campaign_disabled']);
  const seen = seenDocument(autumn, await unheardEdits(own.ledger, openingMs));
  expect(seen).toMatchObject({active: false, version: autumn.version});
  if (seen !== null) await editDocument(own, fields(seen, {active: true}));
  expect(await refusals(own)).toEqual(['applied', 'applied']);
});

test('a deletion holds here at once; more discount or a longer time waits for the server', async () => {
  const own = await till();
  if (tea.tier === null || code.voucher === null) throw new Error('offers without documents');
  await editDocument(
    own,
    fields(tea.tier, {discount: asJson(percentOff(50)), endsAtMs: null, name: 'More tea'}),
  );
  expect(await withheld(own)).toEqual([]);
  const {decision} = await saleDraft(own, cart({mug: {}}), [tea]);
  expect(decision.order.totalMinor).toBe(1920);
  await editDocument(own, {seen: code.voucher, staffId: 'staff_mira', change: {kind: 'delete'}});
  expect(await refusals(own)).toEqual(['disabled', 'applied']);
  expect(seenDocument(code.voucher, await unheardEdits(own.ledger, openingMs))).toBeNull();
});

test('what is withheld is left out until the server’s version is here, also across a dropped cache', async () => {
  let nowMs = openingMs;
  const own = await till(() => nowMs);
  await editDocument(own, fields(autumn, {active: false}));
  const [row] = await own.ledger.operation.having('kind', ['edit']);
  if (row === undefined) throw new Error('no operation');
  nowMs = epochMs(nowMs + 1_000);
  await own.ledger.operation.put({
    ...row,
    state: 'acknowledged',
    acknowledgedAtMs: own.clock.nowMs(),
    outcome: 'accepted',
  });
  expect(await withheld(own)).toEqual([autumn.id]);
  expect(await readWithheld(own.ledger, null, own.clock.nowMs())).toEqual([autumn.id]);
  nowMs = epochMs(nowMs + 1_000);
  expect(await readWithheld(own.ledger, own.clock.nowMs(), own.clock.nowMs())).toEqual([]);
});
