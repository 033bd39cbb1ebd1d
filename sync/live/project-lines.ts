import type {DeviceId} from '../../shared/kernel/id.ts';
import type {TillHead} from './live-book.ts';
import type {LiveLine} from './live-line.ts';

/** So many tills may pull the feed in a millisecond when it moved; the others are asked to wait their turn. */
const pullsPerMs = 3;

/** The open lines of one project and what its tills are to be told. */
export class ProjectLines {
  readonly #lines = new Set<LiveLine>();
  readonly #byTill = new Map<DeviceId, LiveLine[]>();
  #tills = new Map<DeviceId, TillHead>();
  /** null after a line was added: its till may be newer than what was read. */
  #stamp: number | null = null;

  get size(): number {
    return this.#lines.size;
  }

  all(): Iterable<LiveLine> {
    return this.#lines;
  }

  hasTill(deviceId: DeviceId): boolean {
    return this.#byTill.has(deviceId);
  }

  /** The oldest lines of a till beyond `most`. */
  beyond(deviceId: DeviceId, most: number): readonly LiveLine[] {
    const lines = this.#byTill.get(deviceId) ?? [];
    return lines.slice(0, Math.max(0, lines.length - most));
  }

  add(line: LiveLine): void {
    const {deviceId} = line.till;
    this.#lines.add(line);
    this.#byTill.set(deviceId, [...(this.#byTill.get(deviceId) ?? []), line]);
    if (!this.#tills.has(deviceId)) this.#stamp = null;
  }

  remove(line: LiveLine): boolean {
    const {deviceId} = line.till;
    const left = (this.#byTill.get(deviceId) ?? []).filter(other => other !== line);
    if (left.length === 0) this.#byTill.delete(deviceId);
    else this.#byTill.set(deviceId, left);
    return this.#lines.delete(line);
  }

  needsVersions(stamp: number): boolean {
    return stamp !== this.#stamp;
  }

  takeVersions(stamp: number, tills: readonly TillHead[]): void {
    this.#tills = new Map(tills.map(till => [till.deviceId, till]));
    this.#stamp = stamp;
  }

  /** Tells a line what is new to it; ends that of a till that may not listen any more. True when it was told. */
  tell(line: LiveLine, feedHead: number): boolean {
    const {deviceId, epoch} = line.till;
    const till = this.#tills.get(deviceId);
    if (till === undefined || till.epoch !== epoch) {
      // Its next exchange tells it why.
      line.tell({feedHead, leaseVersion: Number.MAX_SAFE_INTEGER});
      line.end();
      return true;
    }
    const spreadMs = Math.floor(this.#lines.size / pullsPerMs);
    return line.tell({feedHead, leaseVersion: till.leaseVersion, spreadMs});
  }
}
