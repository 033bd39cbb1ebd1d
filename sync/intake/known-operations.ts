import type {StoredOperation} from '../store/operation-book.ts';
import type {Envelope} from './read-operation.ts';

type Known = Pick<StoredOperation, 'sequence' | 'hash' | 'outcome' | 'detail' | 'forked'>;

/** What became of the operations around a batch, kept up to date while it is taken. */
export class KnownOperations {
  readonly #own = new Map<number, Known>();
  readonly #forks = new Map<string, Known>();

  constructor(stored: Iterable<Known>) {
    for (const one of stored) this.add(one);
  }

  add(operation: Known): void {
    if (operation.forked) this.#forks.set(forkKey(operation.sequence, operation.hash), operation);
    else this.#own.set(operation.sequence, operation);
  }

  /** The one that has this place in the till's own history. */
  own(sequence: number): Known | undefined {
    return this.#own.get(sequence);
  }

  fork(sequence: number, hash: unknown): Known | undefined {
    return this.#forks.get(forkKey(sequence, hash));
  }

  /** Whether another operation has its place. */
  isContradicted({sequence, hash}: Envelope): boolean {
    const own = this.#own.get(sequence);
    return own !== undefined && own.hash !== hash;
  }
}

function forkKey(sequence: number, hash: unknown): string {
  return `${sequence} ${String(hash)}`;
}
