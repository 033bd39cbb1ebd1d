import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {epochMs} from '../kernel/epoch.ts';
import {closeEntries, type DrawEntry, drawEntrySchema} from './draw-entry.ts';
import {type DrawRecord, disqualify, drawRecordSchema, holdDraw, verifyDraw} from './draw-record.ts';
import {commitToSeed} from './draw-seed.ts';
import {type DrawnTicket, drawWinners} from './draw-winners.ts';
import type {DrawTerms} from './giveaway-settings.ts';
import {ticketPool} from './ticket-pool.ts';

const seedHex = '5eed'.repeat(16);
const terms: DrawTerms = {
  winners: 2,
  alternates: 1,
  onePrizePerCustomer: true,
  seedCommitment: commitToSeed(seedHex),
};

function entry(name: string, customer: string | null, tickets = 1, atMs = 100): DrawEntry {
  return {
    redemptionId: `r_${name}`,
    customerId: customer === null ? null : `cust_${customer}`,
    entries: tickets,
    atMs: epochMs(atMs),
  };
}

function crowd(size: number, tickets = 1): DrawEntry[] {
  return Array.from({length: size}, (_, n) => entry(`e${String(n).padStart(5, '0')}`, `c${n}`, tickets));
}

function held(entries: readonly DrawEntry[], given: Partial<DrawTerms> = {}): DrawRecord {
  const made = holdDraw({
    campaignId: 'camp_win',
    terms: {...terms, ...given},
    closesAtMs: epochMs(1000),
    entries,
    seedHex,
    nowMs: epochMs(1000),
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.record;
}

function roll(picks: readonly DrawnTicket[]): string[] {
  return picks.map(({redemptionId, result}) => `${redemptionId} ${result}`);
}

test('[GW6] entries take part once each, in the order of their ids, those in time and not rolled back', () => {
  const a = entry('a', 'anna');
  const late = entry('l', 'lena', 1, 1000);
  const back = drawEntrySchema.parse(JSON.parse(JSON.stringify(entry('b', 'bert'))));
  const closed = closeEntries([late, entry('c', 'carl'), a, a, back], epochMs(1000), each => each === back);
  expect(closed.entries.map(each => each.redemptionId)).toEqual(['r_a', 'r_c']);
  expect(closed.late).toEqual([late]);
  expect(closed.withdrawn).toEqual([back]);
  expect(closeEntries([entry('c', 'carl'), a], null, () => false).hash).toBe(closed.hash);
});

test('[GW7] the same seed and entries draw the same on every machine', () => {
  // Pinned: a draw must stay verifiable by later versions.
  expect(roll(held(crowd(5)).picks)).toEqual(['r_e00001 winner', 'r_e00002 winner', 'r_e00000 alternate']);
  expect(held(crowd(5))).toEqual(held(crowd(5)));
  expect(drawRecordSchema.parse(JSON.parse(JSON.stringify(held(crowd(5)))))).toEqual(held(crowd(5)));
});

test('[GW8] the seed is the one that was committed to, and the draw comes after the cut-off', () => {
  const call = {
    campaignId: 'camp_win',
    terms,
    closesAtMs: epochMs(1000),
    entries: crowd(3),
    seedHex,
    nowMs: epochMs(1000),
  } as const;
  const code = (given: Partial<Parameters<typeof holdDraw>[0]>) => {
    const made = holdDraw({...call, ...given});
    return made.ok ? 'drawn' : made.refusal.code;
  };
  expect(code({})).toBe('drawn');
  expect(code({nowMs: epochMs(999)})).toBe('still_open');
  expect(code({closesAtMs: null, nowMs: epochMs(0)})).toBe('drawn');
  expect(code({seedHex: '00'.repeat(32)})).toBe('seed_differs');
  expect(code({seedHex: 'no seed'})).toBe('seed_differs');
  expect(code({entries: []})).toBe('no_entries');
  expect(() => commitToSeed('5EED')).toThrow(AssertionFailure);
});

test('[GW9] one prize per customer: all entries of who was drawn leave the pot', () => {
  const entries = [
    entry('a', 'anna', 900),
    entry('b', 'anna', 50),
    entry('c', 'bert'),
    entry('d', null),
    entry('e', null),
  ];
  const names = held(entries, {winners: 10}).picks.map(pick => pick.customerId ?? pick.redemptionId);
  expect(names).toHaveLength(4);
  expect(new Set(names).size).toBe(4);
});

test('[GW9] otherwise a ticket wins once, and who holds several may win again', () => {
  const {picks} = held([entry('a', 'anna', 3), entry('b', 'bert', 2)], {
    winners: 9,
    onePrizePerCustomer: false,
  });
  expect(picks.filter(pick => pick.redemptionId === 'r_a')).toHaveLength(3);
  expect(picks.map(pick => pick.tickets)).toEqual([5, 4, 3, 2, 1]);
});

test('[GW10] fewer entries than prizes: all of them win', () => {
  expect(held(crowd(1), {winners: 5, alternates: 5}).picks.map(pick => pick.result)).toEqual(['winner']);
});

test('[GW11] who is disqualified is passed over, the first alternate moves up, nobody else moves', () => {
  const entries = crowd(50);
  const record = held(entries, {winners: 3, alternates: 2});
  const out = record.picks[1];
  if (out === undefined) throw new Error('nobody drawn');
  const again = disqualify(record, entries, {
    redemptionId: out.redemptionId,
    reason: 'under age',
    nowMs: epochMs(2000),
  });
  if (!again.ok) throw new Error(again.refusal.code);
  const ids = record.picks.map(pick => pick.redemptionId);
  expect(again.record.picks.slice(0, 5).map(pick => pick.redemptionId)).toEqual(ids);
  expect(again.record.picks.map(pick => pick.result)).toEqual([
    'winner',
    'disqualified',
    'winner',
    'winner',
    'alternate',
    'alternate',
  ]);
  expect(again.record.version).toBe(2);
  expect(again.record.disqualified).toEqual([
    {redemptionId: out.redemptionId, reason: 'under age', atMs: 2000},
  ]);
  expect(verifyDraw(again.record, entries, record.terms)).toEqual({ok: true});
});

test('[GW11] a disqualification needs a reason and someone who was drawn', () => {
  const entries = crowd(9);
  const record = held(entries, {winners: 1, alternates: 0});
  const redemptionId = record.picks[0]?.redemptionId ?? 'r_none';
  const refusal = (id: `r_${string}`, reason: string, of = record) => {
    const made = disqualify(of, entries, {redemptionId: id, reason, nowMs: epochMs(1)});
    return made.ok ? made.record : made.refusal.code;
  };
  expect(refusal(redemptionId, ' ')).toBe('reason_missing');
  expect(refusal('r_other', 'x')).toBe('not_drawn');
  const once = refusal(redemptionId, 'x');
  if (typeof once === 'string') throw new Error(once);
  expect(refusal(redemptionId, 'x', once)).toBe('already_disqualified');
  expect(disqualify(record, crowd(8), {redemptionId, reason: 'x', nowMs: epochMs(1)})).toEqual({
    ok: false,
    refusal: {code: 'entries_differ'},
  });
});

test('[GW12] anyone can draw again, and sees what was changed', () => {
  const entries = crowd(20);
  const record = held(entries);
  expect(verifyDraw(record, entries, record.terms)).toEqual({ok: true});
  expect(verifyDraw({...record, seedHex: '11'.repeat(32)}, entries, record.terms)).toEqual({
    ok: false,
    problem: 'seed_differs',
  });
  expect(verifyDraw(record, crowd(19), record.terms)).toEqual({ok: false, problem: 'entries_differ'});
  const [first, ...rest] = record.picks;
  if (first === undefined) throw new Error('nobody drawn');
  const changed = {...record, picks: [{...first, redemptionId: 'r_friend' as const}, ...rest]};
  expect(verifyDraw(changed, entries, record.terms)).toEqual({ok: false, problem: 'picks_differ'});
  expect(verifyDraw({...record, publicValue: 'DAX 20000'}, entries, record.terms).ok).toBe(false);
});

test('[GW12] a record that brings another seed with its hash, or more winners, is not the draw that was announced', () => {
  const entries = crowd(20);
  const announced = held(entries).terms;
  const seedHex = '22'.repeat(32);
  const terms = {...announced, seedCommitment: commitToSeed(seedHex)};
  const made = holdDraw({
    campaignId: 'camp_g',
    terms,
    closesAtMs: null,
    entries,
    seedHex,
    nowMs: epochMs(1),
  });
  if (!made.ok) throw new Error(made.refusal.code);
  expect(verifyDraw(made.record, entries, announced)).toEqual({ok: false, problem: 'terms_differ'});
  const more = held(entries, {winners: announced.winners + 1});
  expect(verifyDraw(more, entries, announced)).toEqual({ok: false, problem: 'terms_differ'});
});

test('[GW13] every ticket is as likely as any other', () => {
  const entries = [entry('a', 'anna', 1), entry('b', 'bert', 2), entry('c', 'carl', 5)];
  const wins = new Map<string, number>();
  const draws = 4000;
  for (let n = 0; n < draws; n += 1) {
    const seed = n.toString(16).padStart(64, '0');
    const [pick] = drawWinners({
      entries,
      seedHex: seed,
      publicValue: '',
      terms: {...terms, winners: 1, alternates: 0},
      disqualified: new Set(),
    });
    if (pick !== undefined) wins.set(pick.redemptionId, (wins.get(pick.redemptionId) ?? 0) + 1);
  }
  const expected = [500, 1000, 2500];
  const chiSquare = ['r_a', 'r_b', 'r_c'].reduce(
    (sum, id, at) => sum + ((wins.get(id) ?? 0) - (expected[at] ?? 0)) ** 2 / (expected[at] ?? 1),
    0,
  );
  // Two degrees of freedom: above 13.8 once in a thousand.
  expect(chiSquare).toBeLessThan(13.8);
});

test('[GW13] the second place is fair too, whoever had the first', () => {
  const wins = Array<number>(4).fill(0);
  for (let n = 0; n < 3000; n += 1) {
    const picks = drawWinners({
      entries: crowd(4),
      seedHex: n.toString(16).padStart(64, '0'),
      publicValue: 'x',
      terms,
      disqualified: new Set(),
    });
    const at = Number(picks[1]?.redemptionId.slice(3));
    wins[at] = (wins[at] ?? 0) + 1;
  }
  expect(wins.reduce((sum, count) => sum + (count - 750) ** 2 / 750, 0)).toBeLessThan(16.3);
});

test('[GW13] the pot finds each ticket with its holder, whatever was taken out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({min: 1, max: 9}), {minLength: 1, maxLength: 40}),
      fc.infiniteStream(fc.nat()),
      (tickets, random) => {
        const pool = ticketPool(tickets);
        const list = tickets.flatMap((count, holder) => Array<number>(count).fill(holder));
        while (pool.left() > 0) {
          expect(list.map((_, ticket) => pool.holderOf(ticket))).toEqual(list);
          const at = Number(random.next().value) % list.length;
          pool.remove(list[at] ?? 0, 1);
          list.splice(at, 1);
        }
        expect(() => pool.holderOf(0)).toThrow(AssertionFailure);
      },
    ),
    {numRuns: 30, seed: 4},
  );
});

test('[GW13] ten thousand entries and a hundred prizes are drawn at once', () => {
  const {picks} = held(crowd(10_000, 3), {winners: 100, alternates: 100});
  expect(new Set(picks.map(pick => pick.redemptionId)).size).toBe(200);
});
