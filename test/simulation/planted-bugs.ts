/** The bugs that the simulation must notice, each with the world it shows in (docs/simulation.md). */

import {z} from 'zod';
import type {LedgerRows, LedgerStore} from '../../renderer/till-ledger/ledger-store.ts';
import type {Line} from '../../renderer/uplink/exchange.ts';
import {contentHashSchema} from '../../shared/kernel/content-hash.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {changeLimit, giveBack} from '../../shared/ledger/account.ts';
import {accountKeySchema} from '../../shared/ledger/account-key.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import type {Acknowledgement, ExchangeRequest, ExchangeResponse} from '../../shared/protocol/exchange.ts';
import type {BookedLease} from '../../sync/store/booked-lease.ts';
import type {SyncStore, SyncTx} from '../../sync/store/sync-store.ts';
import {feedPlants} from './feed-plants.ts';
import type {MemorySyncStore} from './memory-sync-store.ts';
import type {Plant} from './plants.ts';
import {projectId} from './project-id.ts';
import {tunedWorld as world} from './tuned-world.ts';

/** The book with some of its answers changed. */
function withTx(store: SyncStore, change: (tx: SyncTx) => Partial<SyncTx>): SyncStore {
  return {
    read: project => store.read(project),
    transact: (project, work) => store.transact(project, tx => work({...tx, ...change(tx)})),
  };
}

function command(memory: MemorySyncStore, work: (tx: SyncTx) => Promise<void>): void {
  void memory.transact(projectId, work).catch(() => undefined);
}

/** Takes back at the server what a till still holds, as if it had returned it. */
async function takeAway(tx: SyncTx, leases: readonly BookedLease[]): Promise<void> {
  for (const {id, deviceId, account} of leases) {
    const book = (await tx.lockAccounts([account])).get(account);
    const lease = (await tx.lockLeasesById(deviceId, [id])).get(id);
    if (book === undefined || lease === undefined) continue;
    const left = remaining(lease);
    await tx.writeAccounts([giveBack(book, left)]);
    await tx.saveLeases([{...lease, returned: lease.returned + left}]);
  }
}

function leasesOf(memory: MemorySyncStore, which: (lease: BookedLease) => boolean): BookedLease[] {
  return [...memory.book.leases.rows.values()].filter(
    one => one.state !== 'W' && remaining(one) > 0 && which(one),
  );
}

/** The till hears something else than what was said. */
function hearing(line: Line, change: (response: ExchangeResponse) => Promise<ExchangeResponse>): Line {
  return {
    wallMs: line.wallMs,
    async send(request) {
      const answer = await line.send(request);
      return answer.ok ? {ok: true, value: await change(answer.value)} : answer;
    },
  };
}

const sentSchema = z.object({sequence: z.number(), hash: contentHashSchema});

function sentHash(request: ExchangeRequest, sequence: number): string | undefined {
  const sent = request.operations.flatMap(one => sentSchema.safeParse(one).data ?? []);
  return sent.find(one => one.sequence === sequence)?.hash;
}

function acknowledged(operation: unknown): Acknowledgement[] {
  const {data} = sentSchema.safeParse(operation);
  return data === undefined ? [] : [{...data, outcome: 'accepted', detail: null}];
}

/** Every write of the till, with the rows it goes through changed. */
function withRows(ledger: LedgerStore, change: (rows: LedgerRows) => Partial<LedgerRows>): LedgerStore {
  return {
    ...ledger,
    write: (kinds, work) =>
      ledger.write(allKinds, async rows => {
        void kinds;
        return work({...rows, ...change(rows)});
      }),
  };
}
const allKinds = ['meta', 'lease', 'operation', 'sale', 'unshown', 'voided', 'usedOverride'] as const;

const stealAfterExpiry: Plant = {
  name: 'steal after expiry',
  tune: world({'lease expiry': 4, partition: 8}, {tills: 3}),
  job: (memory, nowMs) =>
    command(memory, tx =>
      takeAway(
        tx,
        leasesOf(memory, one => one.expiresAtMs < nowMs),
      ),
    ),
};

const relaxedDurability: Plant = {
  name: 'relaxed durability',
  tune: world({'till power cut': 12, partition: 16}, {journals: [false, false, false, false, false]}),
  hardware: hardware => {
    hardware.disk.relaxed = true;
  },
};

const noDedupe: Plant = {
  name: 'no dedupe',
  tune: world({partition: 4}, {net: {duplicate: 0.4, drop: 0.2}}),
  server: (store, request) =>
    withTx(store, tx => ({
      findOperations: async () => [],
      lockEpoch: async till => {
        const state = await tx.lockEpoch(till);
        return state === null ? null : {...state, appliedSequence: request.baseSequence - 1, headHash: null};
      },
      keepOperation: async () => undefined,
      recordSale: sale => tx.recordSale(sale).catch(() => undefined),
    })),
};

const grantBeforeCommit: Plant = {
  name: 'grant sent before commit',
  tune: world({'server crash': 12}, {tills: 3}),
  forgetsLastCommit: true,
};

const returnBeforeDecrement: Plant = {
  name: 'return sent before durable decrement',
  tune: world({recall: 20}, {tills: 2}),
  ledger: ({ledger, random, say, cutPower}) =>
    withRows(ledger, rows => ({
      operation: {
        ...rows.operation,
        async add(row) {
          if (row.kind !== 'lease-return') return rows.operation.add(row);
          say({
            protocol: 1,
            deviceId: `till_${row.deviceId.slice('till_'.length)}`,
            epoch: row.epoch,
            baseSequence: 1,
            operations: [JSON.parse(row.bytes)],
            wants: [],
            leaseVersion: 0,
            preposition: false,
            wallMs: epochMs(row.madeAtMs),
          });
          if (random.chance(0.3)) cutPower();
          return rows.operation.add(row);
        },
      },
    })),
};

const grantsAsIncrements: Plant = {
  name: 'grants as increments',
  tune: world({'till crash': 6}, {tills: 3, net: {drop: 0.15, duplicate: 0.2}}),
  line: (line, {ledger}) =>
    hearing(line, async response => ({
      ...response,
      leases:
        response.leases === null
          ? null
          : await Promise.all(
              response.leases.map(async lease => {
                const own = await ledger.lease.get(lease.id);
                return own === undefined ? lease : {...lease, granted: own.granted + lease.granted};
              }),
            ),
    })),
};

const approveBeforeCommit: Plant = {
  name: 'approve before local commit',
  tune: world({'till dies in a commit': 20, 'ledger write fails': 20}),
  printsEarly: true,
};

const unboundedTrust: Plant = {
  name: 'unbounded trust',
  tune: world({partition: 12}, {tills: 3}),
  line: line =>
    hearing(line, async response => ({
      ...response,
      leases:
        response.leases?.map(lease =>
          lease.account.startsWith('x:') ? {...lease, granted: lease.granted + 1_000_000} : lease,
        ) ?? null,
    })),
};

const noGapCheck: Plant = {
  name: 'no gap check',
  tune: world({partition: 6}, {voidShare: 0.2}),
  // The till sends the newer half of its queue first, and the server does not mind.
  request: request => {
    const half = Math.floor(request.operations.length / 2);
    const newer = request.operations.slice(half);
    return {...request, operations: newer, baseSequence: request.baseSequence + half};
  },
};

const ackOfUnapplied: Plant = {
  name: 'ack of unapplied operations',
  tune: world({'serialization failure': 30}, {tills: 2}),
  server: (store, request) =>
    request.operations.length > 0 && request.wallMs % 3 === 0
      ? {
          ...store,
          read: project => store.read(project),
          transact: () => Promise.reject(new Error('no database')),
        }
      : store,
  answer(request, answered) {
    if (answered !== null) return answered;
    return {
      acknowledgements: request.operations.flatMap(operation => acknowledged(operation)),
      appliedSequence: 0,
      leases: null,
      leaseVersion: request.leaseVersion,
      accounts: [],
      feedHead: 0,
      serverMs: request.wallMs,
      ...(typeof request.session === 'string' ? {session: request.session} : {}),
    };
  },
};

const cutIgnoresLeases: Plant = {
  name: 'limit cut ignores leases',
  tune: world({'limit cut': 8, 'limit raised': 8, partition: 6}, {tills: 3}),
  changeLimit: (memory, account, limit) =>
    command(memory, async tx => {
      await takeAway(
        tx,
        leasesOf(memory, one => one.account === account),
      );
      const [book] = (await tx.lockAccounts([accountKeySchema.parse(account)])).values();
      if (book !== undefined) await tx.writeAccounts([changeLimit(book, limit)]);
    }),
};

const closesEmptyLeases: Plant = {
  name: 'server closes empty leases',
  tune: world({partition: 8}, {tills: 2, voidShare: 0.3}),
  job(memory) {
    for (const lease of memory.book.leases.rows.values())
      if (remaining(lease) === 0 && memory.book.log.steps.length === 0) {
        memory.book.leases.delete(lease.id);
        memory.book.log.steps.length = 0;
      }
  },
};

const noEquivocationCheck: Plant = {
  name: 'no equivocation check',
  tune: world({'till cloned': 3}, {tills: 2}),
  server: (store, request) =>
    withTx(store, tx => ({
      async findOperations(till, sequences) {
        const found = await tx.findOperations(till, sequences);
        return found.map(one => ({...one, hash: sentHash(request, one.sequence) ?? one.hash}));
      },
    })),
};

const dropsTheQueue: Plant = {
  name: 're-enrolment drops the queue',
  tune: world({'re-enrolment': 8, partition: 8}),
  enrolment: 'drops the queue',
};

const writtenOffReopens: Plant = {
  name: 'written-off lease re-opens',
  tune: world({'write-off': 12, partition: 6}, {tills: 2}),
  job: memory =>
    command(memory, async tx => {
      for (const {id, deviceId, state} of memory.book.leases.rows.values()) {
        if (state !== 'W') continue;
        const lease = (await tx.lockLeasesById(deviceId, [id])).get(id);
        const twin = [...memory.book.leases.rows.values()].some(
          one =>
            one.id !== id && one.account === lease?.account && one.deviceId === deviceId && one.state !== 'W',
        );
        if (lease !== undefined && !twin)
          await tx.saveLeases([{...lease, state: 'A', writtenOff: 0, recalled: false}]);
      }
    }),
};

const writeOffFreesRefunds: Plant = {
  name: 'write-off also frees later refunds',
  tune: world({'write-off': 40, 'one-way partition': 40}, {tills: 2, voidShare: 0.5}),
  server: store =>
    withTx(store, tx => {
      const freed = new Map<string, number>();
      return {
        async saveLeases(leases) {
          for (const lease of leases) {
            const before = (await tx.findLeases(lease.deviceId, [lease.id])).get(lease.id);
            const back = lease.refunded - (before?.refunded ?? lease.refunded);
            if (lease.state === 'W' && back > 0) freed.set(lease.account, back);
          }
          await tx.saveLeases(leases);
        },
        writeAccounts: accounts =>
          tx.writeAccounts(
            accounts.map(one => giveBack(one, Math.min(one.committed - one.held, freed.get(one.key) ?? 0))),
          ),
      };
    }),
};

/** What the till had goes with it into the new epoch, and the old machine's unreported spends are forgotten. */
const keepsOldLeases: Plant = {
  name: 're-enrolment without suspending old leases',
  tune: world({'re-enrolment': 8, partition: 14}, {tills: 2}),
  job: memory =>
    command(memory, async tx => {
      for (const {id, deviceId, epoch} of memory.book.leases.rows.values()) {
        const device = memory.book.devices.get(deviceId);
        const lease = (await tx.lockLeasesById(deviceId, [id])).get(id);
        const twin = [...memory.book.leases.rows.values()].some(
          one =>
            one.id !== id &&
            one.account === lease?.account &&
            one.deviceId === deviceId &&
            one.epoch === device?.epoch,
        );
        if (lease === undefined || device === undefined || epoch === device.epoch || twin) continue;
        await tx.saveLeases([{...lease, epoch: device.epoch, state: 'A', recalled: false}]);
        await tx.bumpLeaseVersions([deviceId]);
      }
    }),
};

const refundKeepsOver: Plant = {
  name: 'refund keeps over',
  tune: swarm => {
    const trust = {
      kind: 'trust_up_to' as const,
      perRedemptionMinor: 1_000,
      perTillMinor: 5_000,
      budgetMinor: 20_000,
    };
    const limits = {...swarm.limits, trusted: 1, trust};
    return world({partition: 30}, {tills: 4, voidShare: 0.3, limits})(swarm);
  },
  server: store =>
    withTx(store, tx => ({
      async writeAccounts(accounts) {
        const before = await tx.readAccounts(accounts.map(one => one.key));
        await tx.writeAccounts(
          accounts.map(one => {
            const was = before.get(one.key);
            if (was === undefined || one.over >= was.over || one.committed >= was.committed) return one;
            return {...one, over: Math.min(was.over, one.committed)};
          }),
        );
      },
    })),
};

const lateOperationsUnordered: Plant = {
  name: 'late operations out of order',
  tune: world({'re-enrolment': 10, partition: 14}, {voidShare: 0.3}),
  request(request) {
    if (request.epoch > 1 || request.operations.length < 2) return request;
    const last = request.operations.slice(-1);
    return {...request, operations: last, baseSequence: request.baseSequence + request.operations.length - 1};
  },
};

const enrolmentNotIdempotent: Plant = {
  name: 'enrolment answered twice begins again',
  tune: world({'re-enrolment': 12, partition: 30}, {journals: [false, false, false, false, false]}),
  enrolment: 'begins again',
};

const rollbackFreesAtOnce: Plant = {
  name: 'a rollback frees at once what an offline till may void',
  tune: world({rollback: 60, partition: 20}, {voidShare: 0.4}),
  rollback: tx => ({...tx, readEpoch: async () => null}),
};

/** An edit of a limit is a difference (ME5); taken as the value it left, it undoes what others changed meanwhile. */
const lastLimitWins: Plant = {
  name: 'last writer wins for limits',
  tune: world({partition: 8}, {tills: 3, editShare: 0.5}),
  misreadEdit(edit, standing) {
    if (edit.change.kind === 'delete' || standing?.kind !== 'voucher') return edit;
    const {usesLimit} = standing;
    const fields = edit.change.fields.map(one =>
      one.path === 'usesLimit' ? {...one, before: usesLimit} : one,
    );
    return {...edit, change: {kind: 'fields', fields}};
  },
};

export const plantedBugs: readonly Plant[] = [
  stealAfterExpiry,
  relaxedDurability,
  noDedupe,
  grantBeforeCommit,
  returnBeforeDecrement,
  grantsAsIncrements,
  approveBeforeCommit,
  unboundedTrust,
  noGapCheck,
  ackOfUnapplied,
  cutIgnoresLeases,
  closesEmptyLeases,
  noEquivocationCheck,
  dropsTheQueue,
  writtenOffReopens,
  writeOffFreesRefunds,
  keepsOldLeases,
  refundKeepsOver,
  lateOperationsUnordered,
  enrolmentNotIdempotent,
  rollbackFreesAtOnce,
  lastLimitWins,
  ...feedPlants,
];
