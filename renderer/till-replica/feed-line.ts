import type {Chunk, Manifest} from '../../shared/protocol/snapshot.ts';
import type {Answer} from '../uplink/answer.ts';
import type {ImportedBlock} from './import-chunk.ts';

/** What a till asks for after a position: shared/protocol/changes.ts. */
export interface ChangesAsked {
  readonly after: number;
  readonly limit: number;
  /** Empty where the till knows of no history yet. */
  readonly feed: string;
  readonly since?: number;
  readonly vouchersAfter?: number;
}

/** A page whose changes nobody has looked at: a newer server may publish what this till cannot read. */
export interface UnreadPage {
  readonly changes: readonly unknown[];
  readonly next: number;
  readonly head: number;
  readonly feed?: string | undefined;
  readonly after?: number | undefined;
}

/** The way to the server's documents. */
export interface FeedLine {
  changes(asked: ChangesAsked): Promise<Answer<UnreadPage>>;
  /** The snapshot there is; refused with 404 or 405 where there is none. */
  manifest(): Promise<Answer<Manifest>>;
  /** The blocks of a chunk; null where something else came than its name says. */
  blocks(chunk: Chunk): Promise<Answer<readonly ImportedBlock[] | null>>;
}
