/**
 * One limited account, its server and several tills, with messages that are lost, repeated and reordered: the model
 * that the ledger's property test drives. Each event is a pure step; `promises` says what must hold after it.
 */

import {epochMs} from '../../shared/kernel/epoch.ts';
import {
  type Account,
  capture,
  changeLimit,
  draw,
  giveBack,
  hold,
  openAccount,
  postOver,
  release,
} from '../../shared/ledger/account.ts';
import {grantSize} from '../../shared/ledger/grant.ts';
import {consume, giveLeaseBack, type Lease, mergeGrant, remaining, spend} from '../../shared/ledger/lease.ts';

/** What a till did, in its own gapless sequence. */
type Operation = {readonly kind: 'spend' | 'return'; readonly amount: number};

interface Till {
  readonly lease: Lease;
  readonly operations: readonly Operation[];
  /** The server's row of the same lease, and how many operations it has applied. */
  readonly serverLease: Lease;
  readonly applied: number;
  /** Every grant message ever sent to it; any may arrive, any number of times. */
  readonly sent: readonly Lease[];
}

export interface World {
  readonly account: Account;
  readonly tills: readonly Till[];
  readonly target: number;
  readonly drawn: number;
  readonly reversed: number;
}

export type Event =
  | {
      readonly kind: 'draw' | 'hold' | 'capture' | 'release' | 'reverse' | 'override' | 'limit';
      readonly n: number;
    }
  | {readonly kind: 'grant'; readonly till: number; readonly need: number; readonly level: number}
  | {readonly kind: 'hear' | 'spend' | 'return' | 'report'; readonly till: number; readonly n: number};

const expiresAtMs = epochMs(1);
const nowMs = epochMs(0);

export function openWorld(limit: number, tills: number): World {
  const account = openAccount('v:v_shared:uses', limit);
  const lease = (index: number): Lease => ({
    id: `lease_${index}`,
    account: account.key,
    granted: 0,
    consumed: 0,
    refunded: 0,
    returned: 0,
    expiresAtMs,
    recalled: false,
  });
  const open = (index: number): Till => ({
    lease: lease(index),
    serverLease: lease(index),
    operations: [],
    applied: 0,
    sent: [],
  });
  return {
    account,
    tills: Array.from({length: tills}, (_, i) => open(i)),
    target: limit,
    drawn: 0,
    reversed: 0,
  };
}

export function step(world: World, event: Event): World {
  if (event.kind === 'grant') return grant(world, event.till, event.need, event.level);
  return 'till' in event
    ? tillStep(world, event.kind, event.till, event.n)
    : serverStep(world, event.kind, event.n);
}

/** What was handed out for good by anybody, whether the server has heard of it or not. */
export function handedOut(world: World): number {
  const byTills = world.tills.reduce((sum, till) => sum + till.lease.consumed, 0);
  return world.drawn + byTills - world.reversed;
}

/** Committed as the sum of its parts. */
export function accountedFor(world: World): number {
  const leased = world.tills.reduce(
    (sum, {serverLease}) => sum + serverLease.granted - serverLease.returned,
    0,
  );
  return world.drawn + world.account.held + leased - world.reversed;
}

/** What a till could still spend, as itself and as the server see it. */
export function remainders(world: World): readonly (readonly [number, number])[] {
  return world.tills.map(till => [remaining(till.lease), remaining(till.serverLease)]);
}

function serverStep(world: World, kind: Extract<Event, {n: number; till?: never}>['kind'], n: number): World {
  const {account, drawn, reversed} = world;
  switch (kind) {
    case 'draw': {
      const result = draw(account, n);
      return result.ok ? {...world, account: result.account, drawn: drawn + n} : world;
    }
    case 'hold': {
      const result = hold(account, n);
      return result.ok ? {...world, account: result.account} : world;
    }
    case 'capture': {
      const amount = Math.min(n, account.held);
      return {...world, account: capture(account, amount), drawn: drawn + amount};
    }
    case 'release':
      return backToLimit({...world, account: release(account, Math.min(n, account.held))});
    case 'reverse': {
      const amount = Math.min(n, reported(world) - reversed);
      return backToLimit({...world, account: giveBack(account, amount), reversed: reversed + amount});
    }
    case 'override':
      return {...world, account: postOver(account, n), drawn: drawn + n};
    case 'limit':
      return {...world, account: changeLimit(account, n), target: n};
  }
}

/** Redemptions the server knows of, reversed ones included: only those can be reversed. */
function reported({drawn, tills}: World): number {
  return drawn + tills.reduce((sum, till) => sum + till.serverLease.consumed, 0);
}

function grant(world: World, index: number, need: number, level: number): World {
  const {account} = world;
  const amount = grantSize(Math.max(0, account.limit - account.committed + account.over), {need, level});
  const committed = draw(account, amount);
  if (!committed.ok) throw new Error('granted more than is free');
  const withGrant = changeTill(world, index, till => {
    const serverLease = {...till.serverLease, granted: till.serverLease.granted + amount};
    return {...till, serverLease, sent: [...till.sent, serverLease]};
  });
  return {...withGrant, account: committed.account};
}

function tillStep(
  world: World,
  kind: 'hear' | 'spend' | 'return' | 'report',
  index: number,
  n: number,
): World {
  if (kind === 'report') return report(world, index, n);
  return changeTill(world, index, till => {
    const {lease, operations, sent} = till;
    const message = sent[n % Math.max(1, sent.length)];
    if (kind === 'hear') return message === undefined ? till : {...till, lease: mergeGrant(lease, message)};
    if (kind === 'spend') {
      const spent = spend(lease, n, nowMs);
      return spent.ok ? {...till, lease: spent.lease, operations: [...operations, {kind, amount: n}]} : till;
    }
    const amount = Math.min(n, remaining(lease));
    return {...till, lease: giveLeaseBack(lease, amount), operations: [...operations, {kind, amount}]};
  });
}

/** Any operation may arrive at any time; the server applies only the next in sequence, and each once. */
function report(world: World, index: number, n: number): World {
  const till = world.tills[index % world.tills.length];
  const arrives = till === undefined ? 0 : n % Math.max(1, till.operations.length);
  const operation = till?.operations[arrives];
  if (till === undefined || operation === undefined || arrives !== till.applied) return world;
  const {serverLease} = till;
  const applied = till.applied + 1;
  if (operation.kind === 'return') {
    const returned = changeTill(world, index, t => ({
      ...t,
      applied,
      serverLease: giveLeaseBack(serverLease, operation.amount),
    }));
    return backToLimit({...returned, account: giveBack(world.account, operation.amount)});
  }
  const counted = consume(serverLease, operation.amount);
  if (counted.excess > 0) throw new Error('an honest till spent more than the server granted');
  return changeTill(world, index, t => ({...t, applied, serverLease: counted.lease}));
}

/** L7: the limit that is wanted, set again when something came back. */
function backToLimit(world: World): World {
  return {...world, account: changeLimit(world.account, world.target)};
}

function changeTill(world: World, index: number, change: (till: Till) => Till): World {
  const at = index % world.tills.length;
  return {...world, tills: world.tills.map((till, i) => (i === at ? change(till) : till))};
}
