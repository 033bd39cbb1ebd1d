/**
 * A sync server in memory, for tests of the till: accounts, leases, operations applied once, enrolment and a feed.
 * It judges nothing about a sale but its hash and its leases; the real server's own tests do that.
 */
import {type ContentHash, contentHash} from '../../shared/kernel/content-hash.ts';
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';
import {type Account, draw, free, giveBack, openAccount} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {grantSize} from '../../shared/ledger/grant.ts';
import {giveLeaseBack, type Lease, remaining} from '../../shared/ledger/lease.ts';
import type {ChangesPage} from '../../shared/protocol/changes.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Enrolment} from '../../shared/protocol/enrol.ts';
import {
  type AccountView,
  type Acknowledgement,
  type ExchangeRequest,
  type ExchangeResponse,
  exchangeRequestSchema,
} from '../../shared/protocol/exchange.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';

interface Device {
  readonly id: DeviceId;
  applied: number;
  leaseVersion: number;
  revoked: boolean;
  readonly outcomes: Map<number, Acknowledgement>;
}

export interface SyncServerDouble {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Server time; tests move it. */
  nowMs: EpochMs;
  /** How long leases live. */
  leaseMs: number;
  addDevice(id: DeviceId): void;
  revoke(id: DeviceId): void;
  /** As if the device had sent this many operations before. */
  setApplied(id: DeviceId, sequence: number): void;
  open(account: AccountKey, limit: number): void;
  publish(...documents: readonly Document[]): void;
  withdraw(document: Document): void;
  recall(id: DeviceId): void;
  account(key: AccountKey): Account;
  /** Redeemed of an account, as tills reported. */
  posted(key: AccountKey): number;
  /** Sequences of the operations a device got through. */
  received(id: DeviceId): number[];
  readonly requests: ExchangeRequest[];
  readonly enrolments: {readonly nonce: string; readonly code: string}[];
}

export function syncServerDouble(startMs: EpochMs): SyncServerDouble {
  const devices = new Map<DeviceId, Device>();
  const accounts = new Map<AccountKey, Account>();
  const leases = new Map<string, {lease: Lease; device: Device}>();
  const posted = new Map<AccountKey, number>();
  const feed = new Map<string, ChangesPage['changes'][number]>();
  const requests: ExchangeRequest[] = [];
  const enrolments: {nonce: string; code: string}[] = [];
  let head = 0;

  const server: SyncServerDouble = {
    nowMs: startMs,
    leaseMs: 12 * 3_600_000,
    requests,
    enrolments,
    fetch: async (url, init) => {
      const {pathname, searchParams} = new URL(url);
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
      if (pathname === '/sync/v1/enrol') return enrol(body as {nonce: string; code: string});
      if (pathname === '/sync/v1/changes') return json(200, page(Number(searchParams.get('after'))));
      if (pathname === '/sync/v1/exchange') return exchange(exchangeRequestSchema.parse(body));
      return json(404, {code: 404, key: 'not_found', message: 'Not found'});
    },
    addDevice(id) {
      devices.set(id, {id, applied: 0, leaseVersion: 1, revoked: false, outcomes: new Map()});
    },
    revoke: id => {
      device(id).revoked = true;
    },
    setApplied(id, sequence) {
      device(id).applied = sequence;
    },
    open: (key, limit) => void accounts.set(key, openAccount(key, limit)),
    publish(...documents) {
      for (const document of documents) {
        head += 1;
        feed.set(`${document.kind} ${document.id}`, {deleted: false, position: head, document});
      }
    },
    withdraw({kind, id, version}) {
      head += 1;
      feed.set(`${kind} ${id}`, {deleted: true, position: head, kind, id, version: version + 1});
    },
    recall: id => recall(entry => entry.device.id === id),
    account: key => found(accounts.get(key), key),
    posted: key => posted.get(key) ?? 0,
    received: id => [...device(id).outcomes.keys()],
  };
  return server;

  function device(id: DeviceId): Device {
    return found(devices.get(id), id);
  }

  function enrol(asked: {nonce: string; code: string}): Response {
    const used = enrolments.find(earlier => earlier.code === asked.code);
    if (used !== undefined && used.nonce !== asked.nonce) {
      return json(409, {code: 409, key: 'enrolment_code_used', message: 'used'});
    }
    if (used === undefined) enrolments.push({nonce: asked.nonce, code: asked.code});
    const enrolment: Enrolment = {
      deviceId: `till_${asked.code}`,
      epoch: 1,
      token: `token-${asked.nonce}`.padEnd(32, '0'),
      projectId: 'proj_test',
      projectName: 'Test',
      storeId: 'store_one',
      storeName: 'One',
      tillName: 'Till 1',
      tillNumber: 3,
      lastReceiptSequence: 0,
      serverMs: server.nowMs,
    };
    return json(200, enrolment);
  }

  function page(after: number): ChangesPage {
    const later = [...feed.values()]
      .filter(change => change.position > after)
      .sort((a, b) => a.position - b.position);
    const changes = later.slice(0, 1_000);
    return {changes, next: changes.at(-1)?.position ?? after, head};
  }

  function exchange(asked: ExchangeRequest): Response {
    requests.push(asked);
    const caller = devices.get(asked.deviceId);
    if (caller === undefined) return json(401, {code: 401, key: 'unauthorized', message: ''});
    if (caller.revoked) return json(403, {code: 403, key: 'till_revoked', message: ''});
    const acknowledgements = intake(caller, asked);
    for (const want of asked.wants) grant(caller, want);
    const response: ExchangeResponse = {
      acknowledgements,
      appliedSequence: caller.applied,
      leases: asked.leaseVersion === caller.leaseVersion ? null : openLeases(caller),
      leaseVersion: caller.leaseVersion,
      accounts: asked.wants.map(want => view(caller, want.account)),
      feedHead: head,
      serverMs: server.nowMs,
    };
    return json(200, response);
  }

  function intake(caller: Device, {operations, baseSequence}: ExchangeRequest): Acknowledgement[] {
    const answers: Acknowledgement[] = [];
    for (const raw of operations) {
      const operation = operationSchema.parse(raw);
      const known = caller.outcomes.get(operation.sequence);
      if (known !== undefined) {
        answers.push(known);
        continue;
      }
      if (operation.sequence > caller.applied + 1 && baseSequence <= caller.applied + 1) break;
      answers.push(settle(caller, raw as {hash: ContentHash}, operation));
    }
    return answers;
  }

  function settle(
    caller: Device,
    {hash, ...content}: {hash: ContentHash},
    {sequence, body}: ReturnType<typeof operationSchema.parse>,
  ): Acknowledgement {
    const isSound = contentHash(content) === hash;
    if (isSound && body.kind === 'sale') {
      for (const {leaseId, account, amount} of body.sale.spends) {
        const entry = found(leases.get(leaseId), leaseId);
        if (remaining(entry.lease) < amount) throw new Error(`${leaseId}: overspent`);
        entry.lease = {...entry.lease, consumed: entry.lease.consumed + amount};
        posted.set(account, (posted.get(account) ?? 0) + amount);
      }
    }
    if (isSound && body.kind === 'lease-return') {
      const entry = found(leases.get(body.leaseId), body.leaseId);
      entry.lease = giveLeaseBack(entry.lease, body.amount);
      accounts.set(entry.lease.account, giveBack(server.account(entry.lease.account), body.amount));
    }
    caller.applied = sequence;
    caller.leaseVersion += 1;
    const outcome = isSound ? ('accepted' as const) : ('quarantined' as const);
    const answer = {sequence, hash, outcome, detail: null};
    caller.outcomes.set(sequence, answer);
    return answer;
  }

  function grant(caller: Device, {account, need, level}: ExchangeRequest['wants'][number]): void {
    const book = accounts.get(account);
    if (book === undefined) return;
    const id = `lease_${caller.id}-${account.replaceAll(':', '-')}` as Lease['id'];
    const held = leases.get(id);
    const has = held === undefined ? 0 : remaining(held.lease);
    const size = grantSize(free(book), {need: Math.max(0, need - has), level: Math.max(0, level - has)});
    if (has + size < need) recall(entry => entry.lease.account === account && entry.device !== caller);
    const drawn = draw(book, size);
    if (size === 0 || !drawn.ok) return;
    accounts.set(account, drawn.account);
    const counts = held?.lease ?? {granted: 0, consumed: 0, refunded: 0, returned: 0};
    const {consumed, refunded, returned} = counts;
    const granted = counts.granted + size;
    const expiresAtMs = epochMs(server.nowMs + server.leaseMs);
    const lease = {id, account, granted, consumed, refunded, returned, expiresAtMs, recalled: false};
    leases.set(id, {lease, device: caller});
    caller.leaseVersion += 1;
  }

  function recall(which: (entry: {lease: Lease; device: Device}) => boolean): void {
    for (const entry of leases.values()) {
      if (!which(entry) || entry.lease.recalled || remaining(entry.lease) === 0) continue;
      entry.lease = {...entry.lease, recalled: true};
      entry.device.leaseVersion += 1;
    }
  }

  function openLeases(caller: Device): Lease[] {
    const own = [...leases.values()].filter(entry => entry.device === caller);
    return own.map(entry => entry.lease).filter(lease => remaining(lease) > 0);
  }

  function view(caller: Device, key: AccountKey): AccountView {
    const book = accounts.get(key) ?? openAccount(key, 0);
    const holders = [...leases.values()].filter(({lease}) => lease.account === key && remaining(lease) > 0);
    return {
      account: key,
      limit: book.limit,
      posted: posted.get(key) ?? 0,
      free: free(book),
      heldByTills: holders.map(({lease, device: holder}) => ({
        tillName: holder.id,
        amount: remaining(lease),
        sinceMs: server.nowMs,
        mine: holder === caller,
      })),
      lastUse: null,
      asOfMs: server.nowMs,
    };
  }
}

export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {status, headers: {'content-type': 'application/json'}});
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`no such thing: ${what}`);
  return value;
}
