import type {Clock} from '../../shared/kernel/epoch.ts';
import type {Random} from '../../shared/kernel/random.ts';
import type {Stamper} from '../changes/stamper.ts';
import type {LiveHub} from '../live/live-hub.ts';
import type {Db} from '../storage/database.ts';
import type {SyncStore} from '../store/sync-store.ts';

/** Everything the HTTP side needs from outside; a test brings its own clock and a fresh database. */
export interface AppDeps {
  readonly db: Db;
  /** The same book, as intake and leases know it. */
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly stamper: Stamper;
  /** Who listens, and the way to wake them. */
  readonly live: LiveHub;
  /** `demo`: fixed keys and the enrolment offer, therefore loopback only. */
  readonly mode: 'demo' | 'normal';
  /** Of this server, as its package says. */
  readonly version: string;
  /** Web origins besides the packaged till's that may call /sync/v1. */
  readonly allowedOrigins: readonly string[];
  /** Proxies whose word about the caller's address is taken; absent: none. */
  readonly trustedProxies?: readonly string[];
  /** Folder of the built till, null where it is not built. */
  readonly rendererFolder: string | null;
  /** Gets one line per unexpected failure: request id, route and cause, never a body or a key. */
  readonly logFailure: (line: string, cause: unknown) => void;
}
