/**
 * The invariants of simulation.md §3, read from the real databases: PostgreSQL by SQL and each till's IndexedDB.
 * Some hold at every committed moment; the others once every till has sent what it had (`checkAtRest`).
 */
import {setTimeout as wait} from 'node:timers/promises';
import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {LimitedThing} from './limited-things.ts';
import type {TillBooks} from './read-till-books.ts';
import type {Stage, TillOnStage} from './stage.ts';

interface Book {
  readonly account: string;
  readonly committed: number;
  readonly held: number;
  readonly over_units: number;
  readonly limit_units: number;
  readonly posted: number;
  readonly leased: number;
}

/** One snapshot of every account beside its entries and leases. */
const booksStatement = `
  select a.account, a.committed, a.held, a.over_units, a.limit_units,
    coalesce((select sum(amount) from entry e
      where e.project_id = a.project_id and e.account = a.account), 0)::bigint as posted,
    coalesce((select sum(granted + refunded - consumed - returned + awaiting) from lease l
      where l.project_id = a.project_id and l.account = a.account), 0)::bigint as leased
  from account a where a.committed > 0 or a.over_units > 0`;

/** What must hold at any moment at all, whoever is down. */
export async function checkAlways(stage: Stage, things: readonly LimitedThing[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const book of await stage.server.rows<Book>(booksStatement)) {
    const {account, committed, held, over_units: over, limit_units: limit, posted, leased} = book;
    if (committed - over > limit) wrong.push(`I1 ${account}: ${committed} − ${over} > ${limit}`);
    if (over > 0) wrong.push(`I2 ${account}: ${over} over, and nobody was allowed that`);
    if (committed !== posted + held + leased)
      wrong.push(`conservation ${account}: ${committed} ≠ ${posted} + ${held} + ${leased}`);
  }
  return [...wrong, ...(await overRedeemed(stage, things)), ...(await conflicts(stage))];
}

async function overRedeemed(stage: Stage, things: readonly LimitedThing[]): Promise<string[]> {
  const rows = await stage.server.rows<{code: string; uses: number; minor: number}>(
    `select v.code, count(*) as uses, coalesce(sum(r.amount_minor), 0)::bigint as minor
     from redemption r join voucher v on v.voucher_id = r.redeemable_id
     where v.code = any($1) and r.kind in ('single', 'child') and r.rolled_back_by is null
     group by v.code`,
    [things.map(({code}) => code)],
  );
  return rows.flatMap(({code, uses, minor}) => {
    const thing = things.find(one => one.code === code);
    const out = thing?.kind === 'card' ? minor : uses;
    return thing !== undefined && out > thing.limit ? [`I2 ${code}: ${out} of ${thing.limit}`] : [];
  });
}

async function conflicts(stage: Stage): Promise<string[]> {
  const rows = await stage.server.rows<{class: string; detail: string}>('select class, detail from conflict');
  return rows.map(row => `conflict ${row.class}: ${row.detail}`);
}

/** What was checked of each till before, so that each operation is hashed once. */
export type CheckedUpTo = Map<string, number>;

const drainLimitMs = 45_000;

/** Waits until every till has sent everything; then compares both sides whole. */
export async function checkAtRest(stage: Stage, upTo: CheckedUpTo): Promise<string[]> {
  const wrong: string[] = [];
  for (const till of stage.tills) {
    const books = await drained(till, upTo.get(till.tillId) ?? 0);
    if (books === null) wrong.push(`L1 ${till.name} still has operations to send after ${drainLimitMs} ms`);
    else wrong.push(...(await checkTill(stage, till, books, upTo)));
  }
  return [...wrong, ...(await lostSales(stage)), ...(await lostRedemptions(stage))];
}

async function drained(till: TillOnStage, after: number): Promise<TillBooks | null> {
  for (const started = Date.now(); Date.now() - started < drainLimitMs; ) {
    const books = await till.books(after);
    if (books.queued === 0) return books;
    await till.wake();
    await wait(250);
  }
  return null;
}

interface ServerOperation {
  readonly sequence: number;
  readonly hash: string;
  readonly body: string;
  readonly outcome: string;
}

async function checkTill(
  stage: Stage,
  till: TillOnStage,
  books: TillBooks,
  upTo: CheckedUpTo,
): Promise<string[]> {
  const after = upTo.get(till.tillId) ?? 0;
  const kept = await stage.server.rows<ServerOperation>(
    `select sequence, hash, body, outcome from operation
     where device_id = $1 and sequence >= $2 order by epoch, sequence`,
    [till.tillId, after],
  );
  upTo.set(till.tillId, Math.max(after, ...kept.map(({sequence}) => sequence)));
  return [
    ...chainBreaks(till.name, kept, after),
    ...strangers(till.name, books, kept),
    ...journalGaps(till.name, books),
    ...(await lastingLeaseDifferences(stage, till, books)),
    ...(await otherCodes(stage, till, books)),
  ];
}

/** Gapless, each naming the one before by its hash, each hash that of its content, each booked as it was sold. */
function chainBreaks(name: string, kept: readonly ServerOperation[], after: number): string[] {
  const wrong: string[] = [];
  let before: ServerOperation | undefined;
  for (const operation of kept) {
    const {hash, ...content} = JSON.parse(operation.body) as {hash: string; previousHash: string | null};
    const {sequence, outcome} = operation;
    if (before === undefined && after === 0 && sequence !== 1)
      wrong.push(`I10 ${name}: begins at ${sequence}`);
    if (before !== undefined && sequence !== before.sequence + 1)
      wrong.push(`I10 ${name}: ${before.sequence} is followed by ${sequence}`);
    if (before !== undefined && content.previousHash !== before.hash)
      wrong.push(`journal ${name}: ${sequence} does not name the one before`);
    if (hash !== operation.hash || contentHash(content) !== hash)
      wrong.push(`journal ${name}: ${sequence} is not what its hash says`);
    if (outcome !== 'accepted' && outcome !== 'accepted-stale')
      wrong.push(`I11 ${name}: ${sequence} was ${outcome}`);
    before = operation;
  }
  return wrong;
}

/** Every operation of the till is the server's, byte for byte, and the other way round. */
function strangers(name: string, books: TillBooks, kept: readonly ServerOperation[]): string[] {
  const theirs = new Map(kept.map(operation => [operation.sequence, operation]));
  return books.operations.flatMap(({sequence, hash, bytes}) => {
    const stored = theirs.get(sequence);
    if (stored === undefined) return [`I7 ${name}: the server does not have ${sequence}`];
    if (stored.hash !== hash) return [`I8 ${name}: ${sequence} is another one at the server`];
    const same = canonicalJson(JSON.parse(stored.body)) === canonicalJson(JSON.parse(bytes));
    return same ? [] : [`I8 ${name}: ${sequence} has other content at the server`];
  });
}

/** The journal has every operation once, in order. */
function journalGaps(name: string, {operations, journal}: TillBooks): string[] {
  const gap = journal.findIndex((sequence, at) => sequence !== at + 1);
  if (gap >= 0) return [`journal ${name}: line ${gap + 1} has operation ${journal[gap]}`];
  const newest = operations.at(-1)?.sequence ?? 0;
  return newest > journal.length ? [`journal ${name}: ends at ${journal.length}, the till at ${newest}`] : [];
}

/**
 * A grant whose answer was lost is known to the server alone until the till's next word, which an idle one with a live
 * line says every quarter of a minute: only what differs for longer is wrong.
 */
async function lastingLeaseDifferences(stage: Stage, till: TillOnStage, books: TillBooks): Promise<string[]> {
  let found = await leaseDifferences(stage, till, books);
  for (const started = Date.now(); found.length > 0 && Date.now() - started < drainLimitMs; ) {
    await till.wake();
    await wait(1_000);
    found = await leaseDifferences(stage, till, await till.books(Number.MAX_SAFE_INTEGER));
  }
  return found;
}

/** At rest both sides count the same, and no lease that still holds units is known to the server only. */
async function leaseDifferences(stage: Stage, till: TillOnStage, books: TillBooks): Promise<string[]> {
  const theirs = await stage.server.rows<TillBooks['leases'][number]>(
    `select lease_id as id, account, granted, consumed, refunded, returned from lease where device_id = $1`,
    [till.tillId],
  );
  const mine = new Map(books.leases.map(lease => [lease.id, lease]));
  return theirs.flatMap(server => {
    const own = mine.get(server.id);
    const left = server.granted + server.refunded - server.consumed - server.returned;
    if (own === undefined)
      return left === 0
        ? []
        : [`lease leaked: ${server.account} has ${left} at ${till.name}, which knows nothing of it`];
    const differs = (['consumed', 'refunded', 'returned'] as const).filter(
      part => own[part] !== server[part],
    );
    return differs.map(
      part => `lease ${server.account} at ${till.name}: ${part} ${own[part]} ≠ ${server[part]}`,
    );
  });
}

/** Every sale that a screen called paid is one order at the server. */
async function lostSales(stage: Stage): Promise<string[]> {
  const rows = await stage.server.rows<{till_id: string; receipt: string; n: number}>(
    `select till ->> 'deviceId' as till_id, till ->> 'receiptNumber' as receipt, count(*) as n
     from sales_order where till is not null group by 1, 2`,
  );
  const booked = new Set(rows.map(row => `${row.till_id} ${row.receipt}`));
  return [
    ...rows.filter(row => row.n > 1).map(row => `I4 ${row.receipt} is ${row.n} orders`),
    ...[...stage.acknowledged.sales]
      .filter(([key]) => !booked.has(key))
      .map(([, {receipt}]) => `I7 lost: ${receipt} was shown as paid`),
  ];
}

/** Each receipt of the till is an order at the server that redeemed the same codes, each once. */
async function otherCodes(stage: Stage, till: TillOnStage, books: TillBooks): Promise<string[]> {
  const rows = await stage.server.rows<{receipt: string; codes: string[]}>(
    `select o.till ->> 'receiptNumber' as receipt, array_remove(array_agg(v.code), null) as codes
     from sales_order o
     left join redemption r on r.order_id = o.order_id and r.kind in ('single', 'child')
     left join voucher v on v.voucher_id = r.redeemable_id
     where o.till ->> 'deviceId' = $1 group by o.order_id, 1`,
    [till.tillId],
  );
  const booked = new Map(rows.map(row => [row.receipt, row.codes.toSorted().join(' ')]));
  return books.sales.flatMap(({receipt, codes}) => {
    const mine = codes.toSorted().join(' ');
    const theirs = booked.get(receipt);
    return mine === theirs
      ? []
      : [`I4 ${receipt} at ${till.name}: sold with “${mine}”, booked with “${theirs}”`];
  });
}

async function lostRedemptions(stage: Stage): Promise<string[]> {
  const {redemptions, rolledBack} = stage.acknowledged;
  const rows = await stage.server.rows<{redemption_id: string; rolled_back_by: string | null}>(
    'select redemption_id, rolled_back_by from redemption where redemption_id = any($1)',
    [[...redemptions]],
  );
  const kept = new Map(rows.map(row => [row.redemption_id, row.rolled_back_by]));
  return [
    ...[...redemptions].filter(id => !kept.has(id)).map(id => `I7 lost: REST answered 200 for ${id}`),
    ...[...rolledBack].filter(id => kept.get(id) === null).map(id => `I7 lost: the rollback of ${id}`),
  ];
}
