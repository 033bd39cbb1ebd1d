/**
 * Whether a world kept its promises, at rest: everything sold is on the server once, books and tills agree, replicas are
 * equal, chains and journals are whole. Numbers are those of docs/sync.md.
 */
import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import type {KeptOperation} from '../../sync/store/operation-book.ts';
import {judgeEdits} from './judge-edits.ts';
import {judgeTrust} from './judge-trust.ts';
import type {SimulatedTill} from './simulated-till.ts';
import type {World} from './world.ts';

export function judgeAtRest(world: World): string[] {
  const doubled = world.server.feed.doubled().map(position => `I12 position ${position} is given twice`);
  const faults = [
    ...doubled,
    ...world.server.broken.map(what => `the server broke: ${what}`),
    ...judgeOperations(world),
    ...judgePosted(world),
    ...judgeConflicts(world),
    ...judgeEdits(world),
    ...judgeTrust(world),
  ];
  for (const node of world.tills) {
    if (node.state === 'gone' || node.process === null) continue;
    faults.push(...judgeTill(world, node));
  }
  return faults;
}

/** Printed exactly once on the server, with the same content, and nothing there that never happened. */
function judgeOperations({server, truth, printed: receipts}: World): string[] {
  const faults: string[] = [];
  const found = new Map<string, KeptOperation[]>();
  for (const kept of server.books.operations()) {
    const same = found.get(kept.operationId) ?? [];
    same.push(kept);
    found.set(kept.operationId, same);
  }
  for (const {operation, lostBecause} of truth.all()) {
    const printed = receipts.has(operation.id);
    const kept = found.get(operation.id) ?? [];
    const what = `${operation.body.kind} ${operation.deviceId}/${operation.epoch}/${operation.sequence}`;
    const [one] = kept;
    if (kept.length > 1) faults.push(`I4 ${what} is on the server ${kept.length} times`);
    if (one === undefined && lostBecause === null)
      faults.push(`I7 ${what}${printed ? ', which was printed,' : ''} never reached the server`);
    if (one !== undefined && one.hash !== operation.hash)
      faults.push(`I3 ${what} has another hash on the server`);
    if (one?.outcome === 'quarantined') faults.push(`I7 ${what} is still in quarantine: ${one.detail}`);
    if (one?.outcome === 'accepted-diff') faults.push(`I11 ${what}: ${one.detail}`);
  }
  for (const id of receipts)
    if (truth.find(id) === undefined) faults.push(`I7 a receipt was printed for ${id}, which no books hold`);
  for (const id of found.keys())
    if (truth.find(id) === undefined) faults.push(`I4 ${id} never happened at a till`);
  return faults;
}

/** What the books say was drawn is what customers took, less what nobody can know any more. */
function judgePosted({server, truth, shop, stains}: World): string[] {
  // Two machines that take the same sale back: the books let one of them.
  if (isTwofold(stains)) return [];
  const posted = new Map<string, number>();
  for (const {account, amount} of server.books.lines())
    posted.set(account, (posted.get(account) ?? 0) + amount);
  return shop.offers.flatMap(({account}) => {
    const known = truth.handedOut(account, happened => server.hasHeardOf(happened.operation.id));
    const booked = posted.get(account) ?? 0;
    return known === booked ? [] : `I4 ${account}: ${booked} is posted, ${known} was handed out`;
  });
}

function isTwofold(stains: ReadonlySet<string>): boolean {
  return stains.has('cloned') || stains.has('played back');
}

/** An honest world has nothing for a manager to look at but what it was told to do. */
function judgeConflicts({server, stains, shop, truth, tally}: World): string[] {
  // A proxy that hands out the answer to an earlier question looks like a second machine, and is taken for one.
  const isForked = stains.size > 0 || tally.counts['stale answer'] !== undefined;
  const faults: string[] = [];
  const named = new Set<string>();
  for (const {class: kind, detail, account} of server.books.conflicts()) {
    if (account !== null) named.add(account);
    if (kind === 'C5') faults.push(`I11 ${detail}`);
    if (kind === 'C6' && !isTwofold(stains)) faults.push(`an honest till was accused: ${detail}`);
    if (kind === 'C4' && !isForked) faults.push(`I10 without a fork: ${detail}`);
  }
  const over = new Map([...server.books.accounts()].map(book => [book.key, book.over]));
  for (const {account} of shop.offers) {
    const excess = truth.handedOut(account) - server.highestLimit(account);
    if (excess > 0 && (over.get(account) ?? 0) === 0 && !named.has(account))
      faults.push(`I9 ${account}: ${excess} beyond the limit, and nobody was told`);
  }
  return faults;
}

function judgeTill(world: World, node: SimulatedTill): string[] {
  const {index, hardware, identity} = node;
  const tables = hardware.disk.look();
  const rows = tables.operation.sorted();
  const faults: string[] = [];
  const queued = rows.filter(row => row.state === 'queued');
  if (queued.length > 0) faults.push(`L1 till ${index} still has ${queued.length} in its queue`);
  faults.push(
    ...chainFaults(
      world,
      index,
      rows.map(row => row.bytes),
    ),
  );
  if (identity !== null && hardware.hasJournal) {
    const file = hardware.journalDisk.files.get(`${identity.deviceId} ${identity.epoch}`) ?? [];
    // A file that could not be written at first begins later; from there on it has everything.
    const first = file[0]?.seq ?? Number.POSITIVE_INFINITY;
    const own = rows.filter(
      row => row.deviceId === identity.deviceId && row.epoch === identity.epoch && row.sequence >= first,
    );
    if (canonicalJson(file.map(record => record.hash)) !== canonicalJson(own.map(row => row.hash)))
      faults.push(
        `till ${index}: its journal is not its ledger (${file.length} records, ${own.length} operations)`,
      );
  }
  const held = new Map(tables.lease.sorted().map(lease => [lease.id, remaining(lease)]));
  for (const lease of world.server.books.leases()) {
    if (lease.deviceId !== identity?.deviceId || lease.epoch !== identity.epoch || lease.state === 'W')
      continue;
    const here = held.get(lease.id) ?? 0;
    if (here !== remaining(lease))
      faults.push(
        `lease ${lease.account} of till ${index}: it holds ${here}, the server says ${remaining(lease)}`,
      );
    const kept = Math.max(0, (lease.keepTo ?? 0) - lease.consumed);
    if (lease.recalled && lease.state === 'A' && remaining(lease) > kept)
      faults.push(`till ${index} keeps ${remaining(lease)} of ${lease.account}, which were asked back`);
    if ((lease.awaiting ?? 0) > 0 && lease.state === 'A')
      faults.push(`L3 ${lease.awaiting} of ${lease.account} still await the word of till ${index}`);
  }
  return [...faults, ...replicaFaults(world, node)];
}

function chainFaults(world: World, index: number, texts: readonly string[]): string[] {
  const operations = texts.map(text => operationSchema.parse(JSON.parse(text)));
  const faults: string[] = [];
  for (const [place, {epoch, sequence, previousHash}] of operations.entries()) {
    const before = operations[place - 1];
    const isFirst = before === undefined || before.epoch !== epoch;
    if (isFirst && sequence !== 1 && world.stains.size === 0)
      faults.push(`till ${index}: its chain begins with ${sequence}`);
    if (!isFirst && sequence !== before.sequence + 1) faults.push(`till ${index}: a gap before ${sequence}`);
    if (!isFirst && previousHash !== before.hash)
      faults.push(`till ${index}: ${sequence} does not follow on`);
  }
  return faults;
}

/** I12: each till holds what stands and is for its store, at its version, and nothing else. */
function replicaFaults({server}: World, {index, hardware, identity, process}: SimulatedTill): string[] {
  if (process?.status().refusedReason === 'till_revoked') return [];
  const here = new Map(hardware.replica.documents().map(one => [`${one.kind} ${one.id}`, one.version]));
  const faults: string[] = [];
  for (const {kind, id, version, scope} of server.feed.standing()) {
    if (scope !== null && scope !== identity?.storeId) continue;
    const has = here.get(`${kind} ${id}`);
    here.delete(`${kind} ${id}`);
    if (has !== version)
      faults.push(`I12 till ${index} has ${kind} ${id} at ${has ?? 'none'}, the server at ${version}`);
  }
  for (const name of here.keys())
    faults.push(`I12 till ${index} has ${name}, which is not for it or not there`);
  return faults;
}
