/**
 * What every LedgerStore must do, so that the simulated till and the real one keep the same books: run by the one in
 * memory and by IndexedDB in a browser.
 */
import {describe, expect, test} from 'vitest';
import type {LedgerStore} from '../../renderer/till-ledger/ledger-store.ts';
import type {OperationRow} from '../../renderer/till-ledger/operation-row.ts';
import {usesLease} from '../tills/sale-draft.ts';

function operation(sequence: number, given: Partial<OperationRow> = {}): OperationRow {
  return {
    deviceId: 'till_one',
    epoch: 1,
    sequence,
    id: `op_${sequence}`,
    hash: `${sequence}`,
    kind: 'sale',
    receiptNumber: null,
    madeAtMs: 0,
    bytes: '{}',
    state: 'queued',
    attemptsBefore: 0,
    acknowledgedAtMs: null,
    outcome: null,
    detail: null,
    ...given,
  };
}

const sequences = (rows: readonly OperationRow[]) => rows.map(row => row.sequence);

/** `open` gives an empty ledger. */
export function ledgerStoreContract(name: string, open: () => Promise<LedgerStore>): void {
  describe(`a ledger store: ${name}`, () => {
    test('keeps what was put, and forgets what was deleted', async () => {
      const {meta, lease} = await open();
      await meta.put({key: 'a', value: 1});
      await meta.put({key: 'a', value: {b: [2]}});
      expect(await meta.get('a')).toEqual({key: 'a', value: {b: [2]}});
      await meta.delete('a');
      await meta.delete('never there');
      expect(await meta.get('a')).toBeUndefined();
      await lease.putMany([usesLease('B', 1), usesLease('A', 1), usesLease('C', 1)]);
      await lease.deleteMany(['lease_B']);
      expect((await lease.all()).map(({id}) => id)).toEqual(['lease_A', 'lease_C']);
      expect(await lease.getMany(['lease_C', 'lease_B'])).toEqual([usesLease('C', 1), undefined]);
    });

    test('does not add where the key is taken', async () => {
      const {operation: rows} = await open();
      await rows.add(operation(1));
      await expect(rows.add(operation(1, {hash: 'other'}))).rejects.toThrow();
      expect(await rows.get(['till_one', 1, 1])).toEqual(operation(1));
    });

    test('lists in order of keys: epochs, then sequences as numbers', async () => {
      const {operation: rows} = await open();
      await rows.putMany([operation(10), operation(9), operation(1, {epoch: 2}), operation(2)]);
      expect((await rows.all()).map(({epoch, sequence}) => [epoch, sequence])).toEqual([
        [1, 2],
        [1, 9],
        [1, 10],
        [2, 1],
      ]);
      expect(sequences(await rows.between(['till_one', 1, 3], ['till_one', 1, 10], 5))).toEqual([9, 10]);
      expect(sequences(await rows.between(['till_one', 1, 1], ['till_one', 1, 10], 2))).toEqual([2, 9]);
    });

    test('finds rows by what they hold now, value by value, and counts them', async () => {
      const {operation: rows} = await open();
      await rows.putMany([operation(1), operation(2, {state: 'stranded'}), operation(3), operation(4)]);
      await rows.put(operation(1, {state: 'acknowledged', outcome: 'accepted'}));
      expect(sequences(await rows.having('state', ['queued']))).toEqual([3, 4]);
      expect(sequences(await rows.having('state', ['queued'], 1))).toEqual([3]);
      expect(sequences(await rows.having('state', ['stranded', 'acknowledged']))).toEqual([1, 2]);
      expect(sequences(await rows.having('outcome', ['accepted', 'conflict']))).toEqual([1]);
      expect(await rows.count('state', 'queued')).toBe(2);
      expect(await rows.count('outcome', 'conflict')).toBe(0);
      expect(await rows.having('id', [])).toEqual([]);
    });

    test('[LS1] keeps a write whole or not at all', async () => {
      const ledger = await open();
      await ledger.lease.putMany([usesLease('A', 1)]);
      const broken = ledger.write(['meta', 'lease', 'operation'], async rows => {
        await rows.meta.put({key: 'head', value: 1});
        await rows.lease.deleteMany(['lease_A']);
        await rows.operation.add(operation(1));
        throw new Error('power button');
      });
      await expect(broken).rejects.toThrow('power button');
      expect(await ledger.meta.get('head')).toBeUndefined();
      expect(await ledger.lease.all()).toEqual([usesLease('A', 1)]);
      expect(await ledger.operation.all()).toEqual([]);
    });

    test('[LS1] a key taken within a write takes back the whole write', async () => {
      const ledger = await open();
      await ledger.operation.add(operation(1));
      const broken = ledger.write(['meta', 'operation'], async rows => {
        await Promise.all([rows.meta.put({key: 'head', value: 1}), rows.operation.add(operation(1))]);
      });
      await expect(broken).rejects.toThrow();
      expect(await ledger.meta.get('head')).toBeUndefined();
    });

    test('[LS2] writes count one after the other, and hand out what their work gave', async () => {
      const ledger = await open();
      const countUp = () =>
        ledger.write(['meta'], async ({meta}) => {
          const row = await meta.get('count');
          const count = Number(row?.value ?? 0) + 1;
          await meta.put({key: 'count', value: count});
          return count;
        });
      const counts = await Promise.all([countUp(), countUp(), countUp()]);
      expect(counts).toEqual([1, 2, 3]);
      expect(await ledger.read(['meta'], async ({meta}) => (await meta.get('count'))?.value)).toBe(3);
    });
  });
}
