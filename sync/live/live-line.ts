import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId} from '../../shared/kernel/id.ts';
import type {More} from '../../shared/protocol/live.ts';

/** Who listens. */
export interface LiveTill {
  readonly projectId: ProjectId;
  readonly deviceId: DeviceId;
  readonly epoch: number;
  /** When the token it came with ends; null when it does not. */
  readonly tokenEndsAtMs: EpochMs | null;
}

/** The connection, as far as a line needs it. */
export interface LivePipe {
  write(text: string): void;
  /** Bytes that the other side has not taken yet. */
  waitingBytes(): number;
  /** Sends what waits, then closes. */
  end(): void;
  /** Closes at once. */
  drop(): void;
}

/** Beyond this the other side does not read; about 150 words. */
const mostWaitingBytes = 16_384;

/** One open line to a till, and what it was told last. */
export class LiveLine {
  readonly till: LiveTill;
  /** Until when the book of record counts the till as connected because of this line. */
  countsUntilMs: EpochMs = epochMs(0);
  readonly #pipe: LivePipe;
  #told: Omit<More, 'spreadMs'> | null = null;
  #isOpen = true;

  constructor(till: LiveTill, pipe: LivePipe) {
    this.till = till;
    this.#pipe = pipe;
  }

  /** Whether it had to be told. */
  tell({feedHead, leaseVersion, spreadMs = 0}: More): boolean {
    const told = this.#told;
    if (told !== null && told.feedHead >= feedHead && told.leaseVersion >= leaseVersion) return false;
    this.#told = {feedHead, leaseVersion};
    const more: More = {feedHead, leaseVersion, ...(spreadMs > 0 && {spreadMs})};
    this.#write(`event: more\ndata: ${JSON.stringify(more)}\n\n`);
    return true;
  }

  /** A comment; or the end, once the token has ended that it was opened with. */
  keepAlive(nowMs: EpochMs): void {
    const {tokenEndsAtMs} = this.till;
    if (tokenEndsAtMs !== null && tokenEndsAtMs <= nowMs) this.end();
    else this.#write(':\n\n');
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#pipe.end();
  }

  #drop(): void {
    this.#isOpen = false;
    this.#pipe.drop();
  }

  #write(text: string): void {
    if (!this.#isOpen) return;
    if (this.#pipe.waitingBytes() > mostWaitingBytes) this.#drop();
    else this.#pipe.write(text);
  }
}
