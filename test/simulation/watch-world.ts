/** Looks at the world after every event: cheap promises always, all of the server's books whenever they changed. */
import {auditBooks} from './audit-books.ts';
import {observeBooks} from './simulated-till.ts';
import type {World} from './world.ts';

export function watchWorld(world: World): () => void {
  let audited = -1;
  const outcomes = new Map<string, string>();
  return () => {
    for (const node of world.tills) observeBooks(node, world.truth, world.seenOperations);
    const {books} = world.server;
    if (books.commits === audited) return;
    audited = books.commits;
    world.violations.push(
      ...auditBooks(books, account => world.server.wasChanged(account)),
      ...outcomeFaults(world, outcomes),
      ...safetyFaults(world),
    );
  };
}

/** I3: what became of an operation never changes, but for one that waited in quarantine. */
function outcomeFaults({server}: World, outcomes: Map<string, string>): string[] {
  const faults: string[] = [];
  for (const {deviceId, epoch, sequence, hash, outcome} of server.books.operations()) {
    const key = `${deviceId}/${epoch}/${sequence}/${hash}`;
    const before = outcomes.get(key);
    if (before !== undefined && before !== 'quarantined' && before !== outcome)
      faults.push(`I3 ${key} was ${before} and is now ${outcome}`);
    outcomes.set(key, outcome);
  }
  return faults;
}

/** I2: units in customers' hands are within the limit, what was written off, and what somebody allowed beyond it. */
function safetyFaults({server, shop, truth, stains}: World): string[] {
  if (stains.has('cloned') || stains.has('played back')) return [];
  return shop.offers.flatMap(({account}) => {
    const out = truth.handedOut(account);
    const allowed = server.highestLimit(account) + server.everWrittenOff(account) + truth.onRisk(account);
    return out <= allowed ? [] : [`I2 ${account}: ${out} handed out, at most ${allowed} allowed`];
  });
}
