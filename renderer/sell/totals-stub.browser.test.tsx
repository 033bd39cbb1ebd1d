import '../app/global.css';
import {expect, test} from 'vitest';
import {render} from 'vitest-browser-react';
import type {Currency} from '../../shared/money/currency.ts';
import {minor, zero} from '../../shared/money/minor.ts';
import {Ticket} from '../design/ticket.tsx';
import {TotalsStub} from './totals-stub.tsx';

test.each([
  ['EUR', 333_338_533],
  ['KWD', 11_111_235],
  ['JPY', 1_079_882],
])('a long total in %s stays on the ticket, and so does the button', async (currency, dueMinor) => {
  const totals = {
    subtotalMinor: minor(dueMinor + 100),
    savingsMinor: minor(100),
    giftMinor: zero,
    totalMinor: minor(dueMinor),
    dueMinor: minor(dueMinor),
  };
  const stub = (
    <TotalsStub
      totals={totals}
      orderDiscounts={[
        {offer: 0, name: 'A promotion with a name that goes on and on and on', amountMinor: minor(100)},
      ]}
      currency={currency as Currency}
      itemCount={1}
      isPricing={false}
      canPay
      onPay={() => {}}
    />
  );
  const screen = await render(
    <div style={{width: '416px'}}>
      <Ticket stub={stub}>{null}</Ticket>
    </div>,
  );
  const edge = screen.container.firstElementChild?.getBoundingClientRect().right ?? 0;
  for (const part of screen.container.querySelectorAll('button, span, dd')) {
    expect.soft(part.getBoundingClientRect().right, part.textContent).toBeLessThanOrEqual(edge);
  }
});
