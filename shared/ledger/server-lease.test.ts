import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure, present} from '../kernel/assert.ts';
import {epochMs} from '../kernel/epoch.ts';
import {type Account, draw, free, giveBack, openAccount} from './account.ts';
import {remaining} from './lease.ts';
import {
  exposed,
  reserved,
  type ServerLease,
  type Settled,
  settleLateRefund,
  settleRefund,
  settleReturn,
  settleRollback,
  settleRollbackSeen,
  settleRollbackVoided,
  settleSpend,
  touchesAccount,
  writeOff,
} from './server-lease.ts';

const key = 'v:v_one:uses';
const five: ServerLease = {
  id: 'lease_1',
  account: key,
  granted: 5,
  consumed: 0,
  refunded: 0,
  returned: 0,
  expiresAtMs: epochMs(1_000),
  recalled: false,
  state: 'A',
  writtenOff: 0,
};
/** Five of eight uses are leased. */
const eight: Account = {...openAccount(key, 8), committed: 5};

/** `free`, what the lease reserves, and what is exposed or over. */
function books({lease, account}: Settled): string {
  const {exposure = 0, over} = account;
  const odd = `${exposure > 0 ? ` exposed ${exposure}` : ''}${over > 0 ? ` over ${over}` : ''}`;
  return `free ${free(account)} reserved ${reserved(lease)}${odd}`;
}

test('[L28] a lease reserves what is left of it, active or suspended', () => {
  expect([reserved({...five, consumed: 2}), reserved({...five, consumed: 2, state: 'X'})]).toEqual([3, 3]);
  expect(touchesAccount({...five, state: 'X'})).toBe(false);
});

test('[L28] spends and refunds on a lease stay in its row, returns are free', () => {
  const spent = settleSpend(five, eight, 2);
  expect(books(spent)).toBe('free 3 reserved 3');
  const refunded = settleRefund(spent.lease, spent.account, 1);
  expect(books(refunded)).toBe('free 3 reserved 4');
  expect(books(settleReturn(refunded.lease, refunded.account, 4))).toBe('free 7 reserved 0');
});

test('[L27] a write-off frees what is left and says how much may be spent', () => {
  const {lease, account, exposure} = writeOff({...five, consumed: 2}, eight);
  expect(exposure).toBe(3);
  expect(books({lease, account})).toBe('free 6 reserved 0 exposed 3');
  expect(lease).toMatchObject({state: 'W', recalled: true, writtenOff: 3});
  expect(() => writeOff(lease, account)).toThrow(AssertionFailure);
});

test('[L27] a late spend is posted and no longer exposed; over only where nothing is free', () => {
  const off = writeOff(five, eight);
  expect(books(settleSpend(off.lease, off.account, 2))).toBe('free 6 reserved 0 exposed 3');
  const taken = draw(off.account, 7);
  const full = present(taken.ok ? taken.account : null, 'seven of eight are free');
  expect(books(settleSpend(off.lease, full, 2))).toBe('free 0 reserved 0 exposed 3 over 1');
});

test('[L27] a late return ends the exposure and frees nothing twice', () => {
  const off = writeOff(five, eight);
  expect(books(settleReturn(off.lease, off.account, 5))).toBe('free 8 reserved 0');
});

test('[L30] a late refund of a sale made before the write-off stays reserved for the till', () => {
  const off = writeOff({...five, consumed: 2}, eight);
  expect(books(settleRefund(off.lease, off.account, 2))).toBe('free 6 reserved 2 exposed 3');
});

test('[L30] a late refund of a late spend is exposed again', () => {
  const off = writeOff(five, eight);
  const spent = settleSpend(off.lease, off.account, 2);
  expect(books(settleRefund(spent.lease, spent.account, 2))).toBe('free 8 reserved 0 exposed 5');
});

test('[L41] a refund of what the book had freed before is leased afresh; written off, it is exposed again', () => {
  const spent = settleSpend(five, eight, 2);
  const freed = {...spent, account: giveBack(spent.account, 2)};
  expect(books(settleLateRefund(freed.lease, freed.account, 2))).toBe('free 3 reserved 5');
  const off = writeOff(freed.lease, freed.account);
  const late = settleSpend(off.lease, off.account, 3);
  const again = settleLateRefund(late.lease, late.account, 2);
  expect(books(again)).toBe('free 5 reserved 0 exposed 2');
  expect(books(settleSpend(again.lease, again.account, 2))).toBe('free 3 reserved 0');
});

test('[L12] what even the lease does not cover is left to the caller', () => {
  const {excess, lease, account} = settleSpend(five, eight, 7);
  expect([excess, remaining(lease), account.committed]).toEqual([2, 0, 5]);
});

test('[L28] [L27] whatever happens in whatever order, committed is posted + reserved, and exposure is exposed', () => {
  const step = fc.record({
    kind: fc.constantFrom('spend', 'return', 'refund', 'off', 'rollback'),
    amount: fc.nat(6),
  });
  fc.assert(
    fc.property(fc.array(step, {maxLength: 30}), steps => {
      let state: Settled = {lease: five, account: eight};
      let posted = 0;
      /** Taken back over REST, which knows nothing of the lease. */
      let freed = 0;
      for (const {kind, amount} of steps) {
        const {lease, account} = state;
        if (kind === 'spend') {
          const spent = settleSpend(lease, account, amount);
          posted += amount - spent.excess;
          state = spent;
        } else if (kind === 'return') {
          state = settleReturn(lease, account, Math.min(amount, remaining(lease)));
        } else if (kind === 'refund') {
          const back = Math.min(amount, lease.consumed - lease.refunded - freed);
          posted -= back;
          const refunded = settleRefund(lease, account, back);
          state = settleLateRefund(refunded.lease, refunded.account, Math.min(freed, amount - back));
          freed -= Math.min(freed, amount - back);
        } else if (kind === 'rollback') {
          const back = Math.min(amount, posted);
          posted -= back;
          freed += back;
          state = {lease, account: giveBack(account, back)};
        } else if (lease.state !== 'W') {
          state = writeOff(lease, account);
        }
        expect(state.account.committed).toBe(posted + reserved(state.lease));
        expect(state.account.exposure ?? 0).toBe(exposed(state.lease));
      }
    }),
  );
});

test('[L36] what was rolled back elsewhere awaits the till: its word frees it, its void puts it back on the lease', () => {
  const spent = settleSpend(five, eight, 3);
  const rolledBack = settleRollback(spent.lease, spent.account, 2);
  // Not posted any more, and nobody can have it.
  expect(books(rolledBack)).toBe('free 3 reserved 4');
  expect(remaining(rolledBack.lease)).toBe(2);
  const seen = settleRollbackSeen(rolledBack.lease, rolledBack.account, 2);
  expect(books(seen)).toBe('free 5 reserved 2');
  expect(seen.lease).toMatchObject({awaiting: 0});
  const voided = settleRollbackVoided(rolledBack.lease, 2);
  expect(books({lease: voided, account: rolledBack.account})).toBe('free 3 reserved 4');
  expect(remaining(voided)).toBe(4);
  expect(() => settleRollbackSeen(voided, rolledBack.account, 1)).toThrow(AssertionFailure);
  expect(() => settleRollback(voided, rolledBack.account, 2)).toThrow(AssertionFailure);
});

test('[L36] a write-off exposes what awaits; the till’s word ends that', () => {
  const spent = settleSpend(five, eight, 3);
  const rolledBack = settleRollback(spent.lease, spent.account, 3);
  const off = writeOff(rolledBack.lease, rolledBack.account);
  expect(books(off)).toBe('free 8 reserved 0 exposed 5');
  expect(books(settleRollbackSeen(off.lease, off.account, 3))).toBe('free 8 reserved 0 exposed 2');
  // Rolled back after the write-off: what the manager freed is exposed again, no more than that is freed before its word.
  const late = settleSpend(
    writeOff({...five, consumed: 2}, eight).lease,
    {...eight, committed: 2, exposure: 3},
    1,
  );
  expect(books(settleRollback(late.lease, late.account, 3))).toBe('free 6 reserved 2 exposed 3');
});
