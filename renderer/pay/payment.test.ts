import fc from 'fast-check';
import {expect, test} from 'vitest';
import {minor} from '../../shared/money/minor.ts';
import type {Tender} from '../../shared/protocol/sale.ts';
import {
  addTender,
  cardAboveDue,
  changeMinor,
  isPaid,
  missingMinor,
  type Payment,
  removeTender,
  startPayment,
} from './payment.ts';

function cash(amount: number): Tender {
  return {kind: 'cash', amountMinor: minor(amount)};
}
function card(amount: number): Tender {
  return {kind: 'card', amountMinor: minor(amount)};
}
function paid(due: number, ...tenders: readonly Tender[]): Payment {
  return tenders.reduce(
    (payment, tender) => {
      const added = addTender(payment, tender);
      return added.ok ? added.payment : payment;
    },
    startPayment(minor(due)),
  );
}

test('cash above what is due comes back as change', () => {
  const payment = paid(1240, cash(2000));
  expect([missingMinor(payment), changeMinor(payment), isPaid(payment)]).toEqual([0, 760, true]);
});

test('a split: card first, cash for the rest, change only of the cash', () => {
  const payment = paid(5000, card(3000), cash(5000));
  expect(changeMinor(payment)).toBe(3000);
});

test.each([
  [card(1241), 'card_above_due'],
  [cash(0), 'nothing'],
] as const)('%o is refused: %s', (tender, code) => {
  expect(addTender(startPayment(minor(1240)), tender)).toEqual({ok: false, code});
});

test('nothing more is taken once it is paid', () => {
  expect(addTender(paid(1240, cash(1240)), cash(100))).toEqual({ok: false, code: 'already_paid'});
});

test('an order covered by gift cards is paid without a tender', () => {
  expect(isPaid(startPayment(minor(0)))).toBe(true);
});

test('a tender taken back is missing again', () => {
  expect(missingMinor(removeTender(paid(1240, cash(1000), card(240)), 0))).toBe(1000);
});

test('given − change = due whenever it is paid, and change never exceeds the cash', () => {
  const tender = fc.record({
    kind: fc.constantFrom('cash' as const, 'card' as const),
    amountMinor: fc.integer({min: 1, max: 20_000}).map(minor),
  });
  fc.assert(
    fc.property(fc.integer({min: 0, max: 50_000}), fc.array(tender, {maxLength: 8}), (due, tenders) => {
      const payment = paid(due, ...tenders);
      const given = payment.tenders.reduce((sum, {amountMinor}) => sum + amountMinor, 0);
      const inCash = payment.tenders.reduce((sum, t) => sum + (t.kind === 'cash' ? t.amountMinor : 0), 0);
      expect(given - changeMinor(payment) + missingMinor(payment)).toBe(due);
      expect(changeMinor(payment)).toBeLessThanOrEqual(inCash);
      expect(cardAboveDue(payment)).toBe(false);
    }),
  );
});
