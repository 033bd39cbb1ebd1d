/**
 * What a till's own database says, read in its page with nothing of the till's code: this function is handed to the
 * page whole, so it may use nothing from outside itself.
 */

export interface TillBooks {
  readonly operations: readonly {
    readonly deviceId: string;
    readonly epoch: number;
    readonly sequence: number;
    readonly hash: string;
    readonly state: string;
    readonly outcome: string | null;
    readonly bytes: string;
  }[];
  readonly queued: number;
  readonly leases: readonly {
    readonly id: string;
    readonly account: string;
    readonly granted: number;
    readonly consumed: number;
    readonly refunded: number;
    readonly returned: number;
  }[];
  /** As the receipts have them: the codes that were applied. */
  readonly sales: readonly {readonly receipt: string; readonly codes: readonly string[]}[];
  /** Sequences in the journal file, which Chromium keeps apart from IndexedDB; half a line is none. */
  readonly journal: readonly number[];
}

interface StoredSale {
  readonly receiptNumber: string;
  readonly offers: readonly {readonly code: string | null; readonly verdict: {readonly status: string}}[];
}

/** Operations with a sequence above `afterSequence`; everything else whole. */
export async function readTillBooks(afterSequence: number): Promise<TillBooks> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const journal: number[] = [];
  const root = await navigator.storage.getDirectory();
  for await (const entry of (await root.getDirectoryHandle('journal', {create: true})).values()) {
    if (!(entry instanceof FileSystemFileHandle)) continue;
    const text = await (await entry.getFile()).text();
    for (const line of text.split('\n').slice(0, -1)) journal.push((JSON.parse(line) as {seq: number}).seq);
  }
  const db = await answer(indexedDB.open('counterfoil-ledger'));
  try {
    const read = db.transaction(['operation', 'lease', 'sale'], 'readonly');
    const [operations, leases, sales] = await Promise.all(
      ['operation', 'lease', 'sale'].map(name => answer(read.objectStore(name).getAll())),
    );
    const all = operations as TillBooks['operations'];
    return {
      operations: all
        .filter(row => row.sequence > afterSequence)
        .map(({deviceId, epoch, sequence, hash, state, outcome, bytes}) => ({
          deviceId,
          epoch,
          sequence,
          hash,
          state,
          outcome,
          bytes,
        })),
      queued: all.filter(row => row.state === 'queued').length,
      leases: leases as TillBooks['leases'],
      sales: (sales as StoredSale[]).map(({receiptNumber, offers}) => ({
        receipt: receiptNumber,
        codes: offers.flatMap(({code, verdict}) => (verdict.status === 'applied' ? (code ?? []) : [])),
      })),
      journal,
    };
  } finally {
    db.close();
  }
}
