/**
 * The server of the simulation: the production intake, leases and manager's commands over a book of record in memory, in a
 * process that can die between any two commits, lose races against itself, or be of an older version for a while.
 */
import {z} from 'zod';
import type {OperationRow} from '../../renderer/till-ledger/operation-row.ts';
import type {ChangesAsked} from '../../renderer/till-replica/feed-line.ts';
import {ApiError} from '../../shared/api/error.ts';
import {AssertionFailure, present} from '../../shared/kernel/assert.ts';
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {type DeviceId, idSchema, type StoreId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {inDoubt} from '../../shared/ledger/server-lease.ts';
import type {Enrolment} from '../../shared/protocol/enrol.ts';
import {
  type ExchangeRequest,
  type ExchangeResponse,
  exchangeRequestSchema,
} from '../../shared/protocol/exchange.ts';
import {readChanges} from '../../sync/changes/read-changes.ts';
import {stampDocuments} from '../../sync/changes/stamp-documents.ts';
import type {TillCaller} from '../../sync/http/caller.ts';
import {type ExchangeDeps, exchange} from '../../sync/intake/exchange.ts';
import {retryQuarantined} from '../../sync/intake/retry-quarantined.ts';
import {takeBatch} from '../../sync/intake/take-batch.ts';
import {changeLimits} from '../../sync/leases/change-limits.ts';
import {writeOffLease} from '../../sync/leases/write-off.ts';
import type {FeedBook} from '../../sync/store/feed-book.ts';
import {LostRace} from '../../sync/store/lost-race.ts';
import type {SyncStore, SyncTx} from '../../sync/store/sync-store.ts';
import {memoryEdits} from './memory-edit-book.ts';
import {type MemoryFeed, memoryFeed} from './memory-feed.ts';
import {memorySyncStore, ServerCrashed} from './memory-sync-store.ts';
import {type Life, mortal, never, newLife} from './mortal.ts';
import type {Plant} from './plants.ts';
import {projectId} from './project-id.ts';
import {type PublicationDesk, publicationDesk} from './publication-desk.ts';
import {type NoteRolledBack, openSales, rollBackSale} from './roll-back-sale.ts';
import type {Stream} from './seeded-random.ts';
import type {ServerBooks} from './server-books.ts';
import {managerId, type Shop, staffId} from './shop.ts';
import type {SimulatedTime} from './simulated-time.ts';
import type {Tally} from './tally.ts';
import type {Question, Said} from './till-net.ts';
import type {Trace} from './trace.ts';
import type {TrueTime} from './true-time.ts';

export interface ServerGiven {
  readonly time: SimulatedTime;
  readonly clock: TrueTime;
  readonly tally: Tally;
  readonly trace: Trace;
  readonly random: Stream;
  readonly shop: Shop;
  readonly plant: Plant | null;
}

export interface SimulatedServer {
  readonly books: ServerBooks;
  /** Assertions that failed: bugs, whatever came of them. */
  readonly broken: readonly string[];
  readonly store: SyncStore;
  open(): Promise<void>;
  addDevice(deviceId: DeviceId, storeId: StoreId, number: number): void;
  enrol(deviceId: DeviceId, nonce: string): Promise<Enrolment>;
  /** A code that makes a machine this device again. */
  issueCode(deviceId: DeviceId): string;
  handle(till: number, text: string): Promise<string> | null;
  crash(downMs: number): void;
  dieAtCommit(commits: number, when: 'before' | 'after', downMs: number): void;
  loseRaces(races: number): void;
  beOld(forMs: number, how: 'cannot take voids' | 'protocol 1'): void;
  changeLimit(account: AccountKey, limit: number): void;
  recall(account: AccountKey): void;
  writeOffOne(random: Stream): boolean;
  /** Over REST, a sale that some till made; `note` is told what was taken back when it is. */
  rollBackOne(random: Stream, note: NoteRolledBack): boolean;
  revoke(deviceId: DeviceId | null): boolean;
  retryQuarantined(): Promise<void>;
  takeExported(rows: readonly OperationRow[]): Promise<void>;
  heal(): Promise<void>;
  feedHead(): number;
  readonly feed: MemoryFeed;
  readonly desk: PublicationDesk;
  hasHeardOf(operationId: string): boolean;
  /** The highest limit that was ever in force. */
  highestLimit(account: AccountKey): number;
  everWrittenOff(account: AccountKey): number;
  /** Whether a manager changed its limit. */
  wasChanged(account: AccountKey): boolean;
}

interface Code {
  readonly deviceId: DeviceId;
  nonce: string | null;
}

export function simulatedServer(given: ServerGiven): SimulatedServer {
  const {time, clock, tally, trace, random, shop, plant} = given;
  const memory = memorySyncStore(memoryEdits(plant?.misreadEdit));
  const tokens = new Map<string, {readonly deviceId: DeviceId; readonly epoch: number}>();
  const devices = new Map<DeviceId, {readonly storeId: StoreId; readonly number: number; token: string}>();
  const codes = new Map<string, Code>();
  const highest = new Map<AccountKey, number>();
  const writtenOff = new Map<AccountKey, number>();
  const changed = new Set<AccountKey>();
  const broken: string[] = [];
  const feed = memoryFeed();
  const isSlow = random.chance(0.3);
  const ids = random.split('ids');
  const serverClock = {nowMs: (): EpochMs => epochMs(Math.floor(clock.epochNowMs()))};
  let commits = 0;
  let doom: {commits: number; when: 'before' | 'after'; downMs: number} | null = null;
  let racesToLose = 0;
  let old: 'cannot take voids' | 'protocol 1' | null = null;
  let life: Life | null = newLife();
  let lastCommit: (() => void) | null = null;
  let commitBefore: (() => void) | null = null;

  const desk = publicationDesk({
    memory,
    feed,
    time,
    documents: shop.documents,
    nowMs: () => serverClock.nowMs(),
    isLate: random.chance(0.5),
    random: random.split('publications'),
    plant,
    committed: () => {
      commits += 1;
    },
  });
  feed.locks = plant?.feed !== 'stampers without a lock';

  memory.faults = {
    beforeCommit() {
      if (doom !== null) doom.commits -= 1;
      if (racesToLose > 0) {
        racesToLose -= 1;
        tally.count('race lost, transaction run again');
        throw new LostRace('a serialization failure of the simulation');
      }
      if (doom?.when === 'before' && doom.commits <= 0) dieNow(doom.downMs);
    },
    afterCommit() {
      commits += 1;
      desk.follow();
      if (plant?.forgetsLastCommit === true) [commitBefore, lastCommit] = [lastCommit, memory.snapshot()];
      if (doom?.when === 'after' && doom.commits <= 0) dieNow(doom.downMs);
    },
  };

  function dieNow(downMs: number): never {
    crash(downMs);
    throw new ServerCrashed('the server died');
  }

  function crash(downMs: number): void {
    doom = null;
    life?.end();
    life = null;
    memory.crash();
    feed.crash();
    commitBefore?.();
    time.after(downMs, 'the server starts', () => {
      life ??= newLife();
    });
  }

  /** As the server's own code sees the book: sometimes slowly, in the old days without some of it. */
  const store: SyncStore = {
    read: project => memory.read(project),
    async transact(project, work) {
      if (isSlow) await time.wait(random.between(1, 12), 'the database takes its time');
      return memory.transact(project, tx => work(old === 'cannot take voids' ? withoutVoids(tx) : tx));
    },
  };

  /** As every process of the server sees the feed, two requests at a time: sometimes slowly. */
  const feedBook: FeedBook = {
    ...feed.book,
    transact: (project, stamp) =>
      feed.book.transact(project, tx =>
        stamp({
          ...tx,
          async numberDirty(head) {
            if (isSlow) await time.wait(random.between(1, 100), 'a stamper has read the head');
            const numbered = await tx.numberDirty(head);
            if (isSlow) await time.wait(random.between(1, 100), 'a stamper has numbered');
            return numbered;
          },
        }),
      ),
  };

  function deps(alive: Life, request: ExchangeRequest | null): ExchangeDeps {
    const planted = request === null ? undefined : plant?.server?.(store, request);
    return {
      store: mortal(alive, planted ?? store),
      clock: serverClock,
      random: ids,
      stamper: {stampNow: project => stampDocuments(mortal(alive, feedBook), project)},
      logFailure: failed,
    };
  }

  /** For what a person does while nothing else happens. */
  function byHand(): ExchangeDeps {
    return {...deps(newLife(), null), store: memory};
  }

  async function answer(alive: Life, text: string): Promise<Said> {
    const question = questionSchema.parse(JSON.parse(text));
    if (question.path === 'enrol') return enrolBy(question.code, question.nonce);
    const caller = tokens.get(question.token);
    const device = caller === undefined ? undefined : devices.get(caller.deviceId);
    if (caller === undefined || device?.token !== question.token)
      return {status: 401, body: {key: 'unauthorized'}};
    const isRevoked = memory.book.devices.get(caller.deviceId)?.status === 'revoked';
    if (question.path === 'changes') {
      return isRevoked
        ? {status: 403, body: {key: 'till_revoked'}}
        : pageFor(alive, device.storeId, question.asked);
    }
    if (question.path === 'snapshot' || question.path === 'chunk') {
      const found = question.path === 'chunk' ? feed.chunk(question.sha256) : feed.manifest();
      return found === null || old === 'protocol 1'
        ? {status: 404, body: {key: 'not_found'}}
        : {status: 200, body: found};
    }
    const sent = exchangeRequestSchema.parse(question.body);
    const request = plant?.request?.(sent) ?? sent;
    if (old === 'protocol 1') delete request.session;
    const till: TillCaller = {
      kind: 'till',
      projectId,
      deviceId: caller.deviceId,
      epoch: caller.epoch,
      storeId: device.storeId,
      standing: isRevoked ? 'revoked' : 'good',
      publicKey: null,
      tokenEndsAtMs: null,
    };
    const {session, standing, reversals, ...first} = await exchangeWith(alive, till, request);
    const second = {
      ...(session === undefined ? {} : {session}),
      ...(standing === undefined ? {} : {standing}),
      ...(reversals === undefined ? {} : {reversals}),
    };
    return {status: 200, body: old === 'protocol 1' ? first : {...first, ...second}};
  }

  /** In the days of protocol 1 a cursor was a number and nothing else. */
  async function pageFor(alive: Life, storeId: StoreId, asked: ChangesAsked): Promise<Said> {
    const {after, limit} = asked;
    // A server that forgets deletions is not set back to a version that does not know of it.
    const isOld = old === 'protocol 1' && !feed.hasForgotten();
    const book = mortal(alive, feedBook);
    const stamper = {stampNow: (project: ProjectId) => stampDocuments(book, project)};
    const answered = await readChanges(
      {feed: book, stamper},
      {projectId, storeId},
      isOld ? {after, limit} : asked,
    );
    if (!answered.ok) return {status: answered.problem.code, body: {key: answered.problem.key}};
    const {changes, next, head} = answered.value;
    return {status: 200, body: isOld ? {changes, next, head} : answered.value};
  }

  async function exchangeWith(
    alive: Life,
    till: TillCaller,
    request: ExchangeRequest,
  ): Promise<ExchangeResponse> {
    const answered = await exchange(deps(alive, request), till, request).catch((error: unknown) => {
      failed('exchange', error);
      const instead = plant?.answer?.(request, null) ?? null;
      if (instead === null) throw error;
      return instead;
    });
    return plant?.answer?.(request, answered) ?? answered;
  }

  async function enrolBy(code: string, nonce: string): Promise<Said> {
    const found = codes.get(code);
    if (found === undefined) return {status: 404, body: {key: 'enrolment_code_unknown'}};
    if (found.nonce !== null && found.nonce !== nonce)
      return {status: 409, body: {key: 'enrolment_code_used'}};
    if (found.nonce === null || plant?.enrolsTwice === true) activate(found.deviceId, nonce);
    found.nonce = nonce;
    return {status: 200, body: enrolmentOf(found.deviceId)};
  }

  function activate(deviceId: DeviceId, nonce: string): void {
    const device = present(devices.get(deviceId), deviceId);
    const epoch = memory.enrol(deviceId);
    commits += 1;
    device.token = `token ${deviceId} ${epoch} ${nonce}`.padEnd(40, '.');
    tokens.set(device.token, {deviceId, epoch});
  }

  function enrolmentOf(deviceId: DeviceId): Enrolment {
    const device = present(devices.get(deviceId), deviceId);
    const {epoch} = present(memory.book.devices.get(deviceId), deviceId);
    return {
      deviceId,
      epoch,
      token: device.token,
      projectId,
      projectName: 'Test',
      storeId: device.storeId,
      storeName: device.storeId,
      tillName: deviceId,
      tillNumber: device.number,
      lastReceiptSequence: lastReceipt(deviceId),
      serverMs: serverClock.nowMs(),
    };
  }

  function lastReceipt(deviceId: DeviceId): number {
    let last = 0;
    for (const order of memory.book.orders.rows.values())
      if (order.deviceId === deviceId) last = Math.max(last, Number(order.receiptNumber.split('-').at(-1)));
    return last;
  }

  /** A command of a manager, given at once and never lost. */
  function command(what: string, work: () => Promise<unknown>): void {
    void work().catch((error: unknown) => failed(what, error));
  }

  function failed(what: string, error: unknown): void {
    trace.note(time.nowMs(), `server: ${what}: ${String(error)}`);
    if (error instanceof AssertionFailure) broken.push(`${what}: ${error.message}`);
  }

  const books: ServerBooks = {
    accounts: () => memory.book.accounts.rows.values(),
    leases: () => memory.book.leases.rows.values(),
    lines: () => memory.book.entries.rows.values(),
    operations: () => [...memory.book.operations.rows.values()].flat(),
    conflicts: () => memory.book.conflicts.rows.values(),
    documents: () => memory.book.documents.rows.values(),
    edits: () => memory.book.edits.rows.values(),
    get commits() {
      return commits;
    },
  };

  return {
    books,
    broken,
    store: memory,
    async open() {
      for (const {account, limit} of shop.accounts) memory.openAccount(account, limit);
      for (const {account, limit} of shop.offers) highest.set(account, limit);
      desk.open();
      if (plant?.job !== undefined) work(plant.job);
      memory.addStaff(staffId, {role: 'cashier', active: true});
      memory.addStaff(managerId, {role: 'manager', active: true});
    },
    addDevice(deviceId, storeId, number) {
      memory.addDevice({deviceId, storeId, name: deviceId});
      devices.set(deviceId, {storeId, number, token: ''});
    },
    async enrol(deviceId, nonce) {
      activate(deviceId, nonce);
      return enrolmentOf(deviceId);
    },
    issueCode(deviceId) {
      const code = `code ${codes.size + 1}`;
      codes.set(code, {deviceId, nonce: null});
      return code;
    },
    handle(_till, text) {
      const alive = life;
      if (alive === null) return null;
      const said = answer(alive, text).then(
        one => JSON.stringify(one),
        error => (alive.isOver ? never<string>() : JSON.stringify(failure(error))),
      );
      return said;
    },
    crash,
    dieAtCommit(after, when, downMs) {
      doom = {commits: after, when, downMs};
    },
    loseRaces(races) {
      racesToLose = races;
    },
    beOld(forMs, how) {
      old = how;
      time.after(forMs, 'the server is brought up to date', () => {
        old = null;
        void retry();
      });
    },
    changeLimit(account, limit) {
      changed.add(account);
      highest.set(account, Math.max(limit, highest.get(account) ?? 0));
      if (plant?.changeLimit !== undefined) plant.changeLimit(memory, account, limit);
      else command('limit', () => memory.transact(projectId, tx => changeLimits(tx, [{account, limit}])));
    },
    recall(account) {
      command('recall', () =>
        memory.transact(projectId, async tx => {
          await tx.lockAccounts([account]);
          await tx.bumpLeaseVersions(await tx.recallLeases([account], null));
        }),
      );
    },
    writeOffOne(chance) {
      const open = [...memory.book.leases.rows.values()].filter(one => one.state !== 'W' && inDoubt(one) > 0);
      if (open.length === 0) return false;
      const lease = chance.pick(open);
      const order = {
        staffId: managerId,
        reason: 'it does not answer',
        confirmExposure: inDoubt(lease),
      } as const;
      command('write-off', async () => {
        const written = await writeOffLease(memory, projectId, lease.id, order);
        if (!written.ok) return;
        writtenOff.set(lease.account, (writtenOff.get(lease.account) ?? 0) + written.value.exposure);
      });
      return true;
    },
    rollBackOne(chance, note) {
      const open = openSales(memory);
      if (open.length === 0) return false;
      const sale = chance.pick(open);
      const at = {nowMs: serverClock.nowMs(), random: ids};
      tally.count('rolled back over REST');
      command('rollback', () => rollBackSale(memory, sale, at, note, plant?.rollback));
      return true;
    },
    revoke(deviceId) {
      if (deviceId === null || memory.book.devices.get(deviceId)?.status === 'revoked') return false;
      memory.revoke(deviceId);
      commits += 1;
      return true;
    },
    retryQuarantined: retry,
    async takeExported(rows) {
      const [first] = rows;
      if (first === undefined) return;
      const operations = rows.map((row): unknown => JSON.parse(row.bytes));
      const till = {deviceId: deviceIdOf(first.deviceId), epoch: first.epoch};
      await takeBatch(byHand(), projectId, till, {operations, baseSequence: first.sequence});
    },
    async heal() {
      doom = null;
      racesToLose = 0;
      old = null;
      life ??= newLife();
      await retry();
    },
    feedHead: () => feed.head(),
    feed,
    desk,
    hasHeardOf: operationId => memory.book.operationIds.get(operationId) !== undefined,
    highestLimit: account => highest.get(account) ?? 0,
    wasChanged: account => changed.has(account),
    everWrittenOff: account => writtenOff.get(account) ?? 0,
  };

  function work(job: NonNullable<Plant['job']>): void {
    time.after(2_000, 'a job of the server', () => {
      if (life !== null) job(memory, serverClock.nowMs());
      commits += 1;
      work(job);
    });
  }

  async function retry(): Promise<void> {
    await retryQuarantined(byHand(), projectId, null);
  }
}

const questionSchema = z.discriminatedUnion('path', [
  z.object({path: z.literal('exchange'), token: z.string(), body: z.unknown()}),
  z.object({
    path: z.literal('changes'),
    token: z.string(),
    asked: z.object({
      after: z.number(),
      limit: z.number(),
      feed: z.string(),
      since: z.number().exactOptional(),
      vouchersAfter: z.number().exactOptional(),
    }),
  }),
  z.object({path: z.literal('snapshot'), token: z.string()}),
  z.object({path: z.literal('chunk'), token: z.string(), sha256: z.string()}),
  z.object({path: z.literal('enrol'), code: z.string(), nonce: z.string()}),
]) satisfies z.ZodType<Question>;

function deviceIdOf(text: string): DeviceId {
  return idSchema('till').parse(text);
}

function withoutVoids(tx: SyncTx): SyncTx {
  return {
    ...tx,
    lockSale: () => Promise.reject(new Error('voids are not known to this version')),
  };
}

function failure(error: unknown): Said {
  if (error instanceof ApiError) return {status: error.problem.code, body: {key: error.problem.key}};
  return {status: 500, body: {key: 'internal_error', detail: String(error)}};
}
