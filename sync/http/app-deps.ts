import type {Clock} from '../../shared/kernel/epoch.ts';
import type {Random} from '../../shared/kernel/random.ts';
import type {Stamper} from '../changes/stamper.ts';
import type {Db} from '../storage/database.ts';

/** Everything the HTTP side needs from outside; a test brings its own clock and a fresh database. */
export interface AppDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly random: Random;
  readonly stamper: Stamper;
  /** `demo`: fixed keys and the enrolment offer, therefore loopback only. */
  readonly mode: 'demo' | 'normal';
  /** Of this server, as its package says. */
  readonly version: string;
  /** Web origins besides the packaged till's that may call /sync/v1. */
  readonly allowedOrigins: readonly string[];
  /** Folder of the built till, null where it is not built. */
  readonly rendererFolder: string | null;
  /** Gets one line per unexpected failure: request id, route and cause, never a body or a key. */
  readonly logFailure: (line: string, cause: unknown) => void;
}
