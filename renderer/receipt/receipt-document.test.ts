import {describe, expect, test} from 'vitest';
import type {Verdict} from '../../shared/decision/decision.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {Currency} from '../../shared/money/currency.ts';
import {minor} from '../../shared/money/minor.ts';
import type {PricedOrder} from '../../shared/order/priced-order.ts';
import type {SoldOffer, StoredSale} from '../till-ledger/stored-sale.ts';
import {
  type ReceiptDocument,
  type ReceiptRow,
  type ReceiptSection,
  receiptDocument,
} from './receipt-document.ts';

const order: PricedOrder = {
  lines: [],
  amountMinor: minor(5870),
  orderDiscountMinor: minor(0),
  itemsDiscountMinor: minor(0),
  totalDiscountMinor: minor(0),
  totalMinor: minor(0),
  appliedOrderDiscountMinor: minor(0),
  appliedItemsDiscountMinor: minor(0),
};

function asked(code: string) {
  const requested = {object: 'voucher' as const, code, creditsMinor: null};
  return {requested, foundId: 'v_1' as const, campaignId: null, checks: []};
}

function applied(code: string, gift: {used: number; left: number} | null): Verdict {
  return {
    ...asked(code),
    status: 'applied',
    order,
    discountMinor: minor(gift?.used ?? 0),
    gift: gift && {creditsMinor: minor(gift.used), availableMinor: minor(gift.left)},
    draws: [],
  };
}

function short(code: string, missing: number): Verdict {
  const remedy = {kind: 'add_amount' as const, missingMinor: minor(missing)};
  const check = {
    key: '1',
    rule: 'order.amount',
    property: null,
    operator: '$more_than_or_equal',
    needed: 1,
    actual: 0,
    passed: false,
    remedy,
  };
  return {
    ...asked(code),
    status: 'inapplicable',
    refusal: {code: 'rules_not_met', ruleId: 'val_1', subject: 'order', message: null, failed: [check]},
  };
}

function offer(title: string, verdict: Verdict, amounts: {order?: number; items?: number} = {}): SoldOffer {
  const {requested} = verdict;
  return {
    object: requested.object === 'voucher' ? 'voucher' : 'promotion_tier',
    code: requested.object === 'voucher' ? requested.code : null,
    title,
    orderDiscountMinor: minor(amounts.order ?? 0),
    itemsDiscountMinor: minor(amounts.items ?? 0),
    verdict,
  };
}

const sale: StoredSale = {
  id: 'sale_1',
  orderId: 'ord_1',
  receiptNumber: '03-000042',
  operationId: 'op_1',
  completedAtMs: epochMs(Date.UTC(2026, 10, 20, 13, 2)),
  offline: true,
  storeName: 'Quayside',
  storeAddressLines: ['12 Old Customs Quay'],
  tillName: 'Quayside 1',
  staffId: 'staff_1',
  staffName: 'Mira Adeyemi',
  customerId: null,
  customerName: null,
  currency: 'EUR' as Currency,
  timeZone: 'Europe/Berlin',
  lines: [
    {
      productId: 'prod_tea',
      sourceId: 'TEA-001',
      quantity: 2,
      priceMinor: minor(690),
      amountMinor: minor(1380),
      discountMinor: minor(200),
      appliedDiscountMinor: minor(0),
      subtotalMinor: minor(1180),
      name: 'Assam Harbour Morning, 100 g',
      discounts: [{offer: 0, title: '2.00 off every tea', amountMinor: minor(200)}],
    },
    {
      productId: 'prod_pot',
      sourceId: 'POT-001',
      quantity: 1,
      priceMinor: minor(4490),
      amountMinor: minor(4490),
      discountMinor: minor(0),
      appliedDiscountMinor: minor(0),
      subtotalMinor: minor(4490),
      name: 'Teapot',
      discounts: [],
    },
  ],
  offers: [
    offer('2.00 off every tea', applied('POT', null), {items: 200}),
    offer('Welcome', applied('WELCOME10', null), {order: 567}),
    offer('Gift card 25.00', applied('GIFT-2026-1936', {used: 1600, left: 900})),
    offer('Big basket', short('BIG20', 4330)),
  ],
  amountMinor: minor(5870),
  savingsMinor: minor(767),
  giftCreditsMinor: minor(1600),
  totalMinor: minor(3503),
  tenders: [
    {kind: 'card', amountMinor: minor(1503)},
    {kind: 'cash', amountMinor: minor(5000)},
  ],
  changeMinor: minor(3000),
};

describe('the whole receipt', () => {
  test('as a till roll', () => {
    expect(roll(receiptDocument(sale, false))).toEqual([
      '                 Quayside                 ',
      '           12 Old Customs Quay            ',
      'Assam Harbour Morning, 100 g         13.80',
      '  2 × 6.90                                ',
      '  2.00 off every tea                 −2.00',
      'Teapot                               44.90',
      '- - - - - - - - - - - - - - - - - - - - - ',
      'Subtotal                             58.70',
      'Product offers                       −2.00',
      'Welcome                              −5.67',
      'Total                               €51.03',
      'You saved                            €7.67',
      '- - - - - - - - - - - - - - - - - - - - - ',
      'Gift card ••••1936                   16.00',
      'can still be spent at this till       9.00',
      'Card                                 15.03',
      'Cash                                 50.00',
      'Change                               30.00',
      'Next time: Big basket: €43.30 were missing',
      '[Sold offline; booked here, sent when connected]',
      '. . . . . . . . . . . . . . . . . . . . . ',
      'No. 03-000042                             ',
      '20 Nov 2026, 14:02                        ',
      'Quayside 1, Mira Adeyemi                  ',
    ]);
  });

  test('what is shown adds up: subtotal and offers make the total, tenders less change pay it', () => {
    const {sections} = receiptDocument(sale, false);
    const rows = (kind: 'sums' | 'tenders') => sections.flatMap(s => (s.kind === kind ? s.rows : []));
    const cents = (text: string) => Math.round(Number(text.replace('−', '-').replace('€', '')) * 100);
    const figure = (kind: 'sums' | 'tenders', text: string) =>
      cents(rows(kind).find(row => row.text === text)?.figure ?? '');
    const takenOff = rows('sums')
      .filter(row => row.figure.startsWith('−'))
      .reduce((sum, row) => sum + cents(row.figure), 0);
    expect(figure('sums', 'Subtotal') + takenOff).toBe(figure('sums', 'Total'));
    const given = ['Gift card ••••1936', 'Card', 'Cash'].reduce(
      (sum, text) => sum + figure('tenders', text),
      0,
    );
    expect(given - figure('tenders', 'Change')).toBe(figure('sums', 'Total'));
  });
});

test('a second print says COPY, and only that is different', () => {
  const first = roll(receiptDocument(sale, false));
  const copy = roll(receiptDocument(sale, true));
  expect(copy.filter(line => !first.includes(line))).toEqual(['[COPY]']);
});

test('without offers there is a total and nothing about savings', () => {
  const plain: StoredSale = {
    ...sale,
    offline: false,
    offers: [],
    savingsMinor: minor(0),
    giftCreditsMinor: minor(0),
  };
  const text = roll(receiptDocument(plain, false)).join('\n');
  expect(text).toContain('Total                               €58.70');
  expect(text).not.toMatch(/Subtotal|saved|Next time|offline/);
});

test('a gift card’s code is never printed whole', () => {
  expect(JSON.stringify(receiptDocument(sale, false))).not.toContain('GIFT-2026-1936');
});

test('at most three offers are kept for next time', () => {
  const many = {...sale, offers: ['A', 'B', 'C', 'D'].map(name => offer(name, short(name, 100)))};
  const section = receiptDocument(many, false).sections.find(({kind}) => kind === 'next-time');
  expect(section).toMatchObject({
    offers: ['A: €1.00 were missing', 'B: €1.00 were missing', 'C: €1.00 were missing'],
  });
});

const width = 42;

/** The document on 42 columns, as a receipt printer would lay it out. */
function roll({sections}: ReceiptDocument): string[] {
  return sections.flatMap(printed);
}

function printed(section: ReceiptSection): string[] {
  switch (section.kind) {
    case 'header':
      return [section.storeName, ...section.addressLines].map(centred);
    case 'mark':
      return [`[${section.text}]`];
    case 'lines':
      return section.lines.flatMap(line => [
        paired(line),
        ...(line.units === null ? [] : [`  ${line.units}`.padEnd(width)]),
        ...line.discounts.map(discount => paired({...discount, text: `  ${discount.text}`})),
      ]);
    case 'sums':
    case 'tenders':
      return ['- '.repeat(width / 2), ...section.rows.map(paired)];
    case 'next-time':
      return section.offers.map(text => `Next time: ${text}`);
    case 'stub':
      return [
        '. '.repeat(width / 2),
        ...[`No. ${section.receiptNumber}`, ...section.facts].map(text => text.padEnd(width)),
      ];
  }
}

function paired({text, figure}: Pick<ReceiptRow, 'text' | 'figure'>): string {
  return text + figure.padStart(width - text.length);
}

function centred(text: string): string {
  return text.padStart((width + text.length) / 2).padEnd(width);
}
