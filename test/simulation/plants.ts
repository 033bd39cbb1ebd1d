/**
 * Bugs to plant: each is a plausible mistake in the till, the server or between them, put in from outside through the ports
 * the simulation has anyway. A simulation that does not notice them proves nothing (docs/simulation.md has the table).
 */
import type {LedgerStore} from '../../renderer/till-ledger/ledger-store.ts';
import type {ReplicaStore} from '../../renderer/till-replica/replica-store.ts';
import type {Line} from '../../renderer/uplink/exchange.ts';
import type {ExchangeRequest, ExchangeResponse} from '../../shared/protocol/exchange.ts';
import type {SyncStore, SyncTx} from '../../sync/store/sync-store.ts';
import type {MisreadEdit} from './memory-edit-book.ts';
import type {MemorySyncStore} from './memory-sync-store.ts';
import type {Stream} from './seeded-random.ts';
import type {Swarm} from './swarm.ts';
import type {TillHardware} from './till-hardware.ts';

/** What a planted till may reach. */
interface PlantedTill {
  readonly hardware: TillHardware;
  readonly ledger: LedgerStore;
  readonly random: Stream;
  /** Says something to the server past the till's own uplink. */
  readonly say: (request: ExchangeRequest) => void;
  /** The power goes, now. */
  readonly cutPower: () => void;
}

export interface Plant {
  /** As in docs/simulation.md. */
  readonly name: string;
  /** The first world in which it shows. */
  readonly seed?: number;
  /** The kind of world in which it can show; the same world without the bug keeps every promise. */
  readonly tune?: (swarm: Swarm) => Swarm;
  /** The server's book as its code sees it in one exchange. */
  readonly server?: (store: SyncStore, request: ExchangeRequest) => SyncStore;
  /** The server's book as a rollback over REST sees it. */
  readonly rollback?: (tx: SyncTx) => SyncTx;
  /** What arrives at the server. */
  readonly request?: (request: ExchangeRequest) => ExchangeRequest;
  /** What the server says although it should not. `error` where the exchange failed. */
  readonly answer?: (request: ExchangeRequest, answered: ExchangeResponse | null) => ExchangeResponse | null;
  /** Runs at the server every few seconds. */
  readonly job?: (memory: MemorySyncStore, nowMs: number) => void;
  /** The limit of an account is changed by this instead of by the server's command. */
  readonly changeLimit?: (memory: MemorySyncStore, account: string, limit: number) => void;
  /** The server's process dies after a commit that it had answered before it was safe. */
  readonly forgetsLastCommit?: boolean;
  /** What the server takes an edit for. */
  readonly misreadEdit?: MisreadEdit;
  readonly enrolsTwice?: boolean;
  readonly hardware?: (hardware: TillHardware) => void;
  readonly ledger?: (till: PlantedTill) => LedgerStore;
  readonly line?: (line: Line, till: PlantedTill) => Line;
  /** Around keeping a new enrolment. */
  readonly enrolment?: 'drops the queue' | 'begins again';
  readonly printsEarly?: boolean;
  /** The till's copy of the documents as the feed writes it. */
  readonly replica?: (store: ReplicaStore) => ReplicaStore;
  readonly feed?: FeedBug;
}

/** Mistakes of the server in what tills download. */
type FeedBug =
  | 'positions at the write'
  | 'stampers without a lock'
  | 'a backup keeps the name of the history'
  | 'a snapshot has the position of its end';
