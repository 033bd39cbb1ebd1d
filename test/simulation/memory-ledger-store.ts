/**
 * The disk of a simulated till: the ledger in memory, with everything that can happen to a real one. Transactions
 * run one after the other and are taken back as a whole; a process that crashed never hears of its own again.
 */
import type {LedgerStore} from '../../renderer/till-ledger/ledger-store.ts';
import {takeTurns} from '../../renderer/uplink/take-turns.ts';
import {copyTables, emptyTables, type LedgerTables, ledgerAccess} from './ledger-tables.ts';

/** What was on a disk at a moment. */
interface DiskImage {
  readonly tables: LedgerTables;
}

export interface MemoryDisk {
  /** The ledger as one process sees it, until that process crashes. */
  connect(): LedgerStore;
  /** The process dies: what was committed stays, an open transaction is taken back, its callers never hear again. */
  crash(): void;
  /** The same, and what was not flushed is gone. With flushed commits (the default) that is nothing. */
  powerCut(): void;
  /** As a damaged IndexedDB that the browser throws away. */
  wipe(): void;
  /** A second disk with the same content. */
  clone(): MemoryDisk;
  snapshot(): DiskImage;
  /** The rows as they are, for whoever audits the world from outside: no process, no step. */
  look(): LedgerTables;
  /** A backup played back. The process that ran on the disk is gone. */
  restore(image: DiskImage): void;
  /** The next commit of a write fails: nothing is kept (`before`), or all of it is although it failed (`after`). */
  failNextCommit(when: 'before' | 'after', error?: Error): void;
  /** The process dies at the `steps`th access to a row from now, inside a transaction or between two. */
  crashIn(steps: number, crashed: () => void): void;
  /** True plants a bug: commits are reported before they are flushed. `flush` then makes them safe. */
  relaxed: boolean;
  flush(): void;
}

export function memoryDisk(start: LedgerTables = emptyTables()): MemoryDisk {
  let tables = start;
  let generation = 0;
  let inTurn = takeTurns();
  /** How to take back the open transaction, and what was committed and not flushed; newest last. */
  let open: (() => void)[] = [];
  let unflushed: (() => void)[] = [];
  let failure: {when: 'before' | 'after'; error: Error} | null = null;
  let doom: {steps: number; crashed: () => void} | null = null;

  const disk: MemoryDisk = {
    relaxed: false,
    connect: () => connection(generation),
    crash,
    powerCut() {
      crash();
      takeBack(unflushed);
    },
    wipe() {
      crash();
      tables = emptyTables();
      unflushed = [];
    },
    clone: () => memoryDisk(copyTables(tables)),
    snapshot: () => ({tables: copyTables(tables)}),
    look: () => tables,
    restore(image) {
      crash();
      tables = copyTables(image.tables);
      unflushed = [];
    },
    failNextCommit(when, error = new Error('the disk did not take it')) {
      failure = {when, error};
    },
    crashIn(steps, crashed) {
      doom = {steps, crashed};
    },
    flush() {
      unflushed = [];
    },
  };
  return disk;

  function crash(): void {
    generation += 1;
    takeBack(open);
    inTurn = takeTurns();
    failure = null;
    doom = null;
  }

  function step<Result>(mine: number, access: () => Result): Promise<Result> {
    if (mine === generation && doom !== null) {
      doom.steps -= 1;
      const {steps, crashed} = doom;
      if (steps <= 0) {
        crash();
        crashed();
      }
    }
    if (mine !== generation) return never();
    try {
      return Promise.resolve(access());
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async function transact<Result>(mine: number, work: () => Promise<Result>): Promise<Result> {
    if (mine !== generation) return never();
    open = [];
    const result = await work().catch((error: unknown) => {
      if (mine !== generation) return never<never>();
      takeBack(open);
      throw error;
    });
    if (mine !== generation) return never();
    const failing = open.length === 0 ? null : failure;
    if (failing !== null) failure = null;
    if (failing?.when === 'before') takeBack(open);
    unflushed = disk.relaxed ? [...unflushed, ...open] : [];
    open = [];
    if (failing !== null) throw failing.error;
    return result;
  }

  function connection(mine: number): LedgerStore {
    // A process that is gone must not stand in the line of the next one.
    const inTransaction = <Result>(work: () => Promise<Result>): Promise<Result> =>
      mine === generation ? inTurn(() => transact(mine, work)) : never();
    const undo = (takeBack: () => void) => void open.push(takeBack);
    const rows = ledgerAccess(tables, {step: access => step(mine, access), undo});
    return {
      // Each access outside a transaction is one of its own.
      ...ledgerAccess(tables, {step: access => inTransaction(() => step(mine, access)), undo}),
      read: (_kinds, work) => inTransaction(() => work(rows)),
      write: (_kinds, work) => inTransaction(() => work(rows)),
    };
  }
}

function takeBack(changes: (() => void)[]): void {
  for (const undo of changes.splice(0).reverse()) undo();
}

/** Of a process that is gone: its callers do nothing more. */
function never<Result>(): Promise<Result> {
  return new Promise(() => undefined);
}
