/**
 * A receipt as sections of words and sums, before anyone lays it out: the screen, the printer's page and a test read
 * the same document. It is made from the stored sale alone; nothing in it is worked out again.
 *
 * Always true: total = subtotal − everything listed as taken off; tenders − change = total.
 */
import type {Verdict} from '../../shared/decision/decision.ts';
import {verdictState} from '../../shared/decision/verdict-state.ts';
import type {Remedy} from '../../shared/reasons/refusal.ts';
import {formatAmount, formatMoney} from '../design/format-money.ts';
import {formatDateTime} from '../design/format-time.ts';
import type {SoldLine, SoldOffer, StoredSale} from '../till-ledger/stored-sale.ts';
import {maskCode} from '../wording/mask-code.ts';

/** A text with its figure at the end of the line. */
export interface ReceiptRow {
  readonly text: string;
  readonly figure: string;
  readonly strength?: 'strong' | 'quiet' | 'saving';
}

export interface ReceiptLine {
  readonly text: string;
  /** `2 × 6.90`, or null for a single unit. */
  readonly units: string | null;
  readonly figure: string;
  /** What offers took off this line, right below it. */
  readonly discounts: readonly ReceiptRow[];
}

export type ReceiptSection =
  | {readonly kind: 'header'; readonly storeName: string; readonly addressLines: readonly string[]}
  | {readonly kind: 'mark'; readonly text: string}
  | {readonly kind: 'lines'; readonly lines: readonly ReceiptLine[]}
  | {readonly kind: 'sums' | 'tenders'; readonly rows: readonly ReceiptRow[]}
  | {readonly kind: 'next-time'; readonly offers: readonly string[]}
  | {readonly kind: 'stub'; readonly receiptNumber: string; readonly facts: readonly string[]};

export interface ReceiptDocument {
  readonly receiptNumber: string;
  readonly sections: readonly ReceiptSection[];
}

/** `isCopy`: not the first print; it says so. */
export function receiptDocument(sale: StoredSale, isCopy: boolean): ReceiptDocument {
  const waiting = nextTime(sale);
  const sections: (ReceiptSection | null)[] = [
    {kind: 'header', storeName: sale.storeName, addressLines: sale.storeAddressLines},
    isCopy ? {kind: 'mark', text: 'COPY'} : null,
    {kind: 'lines', lines: sale.lines.filter(isSold).map(line => receiptLine(line, sale))},
    {kind: 'sums', rows: sums(sale)},
    {kind: 'tenders', rows: tenders(sale)},
    waiting.length > 0 ? {kind: 'next-time', offers: waiting} : null,
    sale.offline ? {kind: 'mark', text: 'Sold offline; booked here, sent when connected'} : null,
    {kind: 'stub', receiptNumber: sale.receiptNumber, facts: stubFacts(sale)},
  ];
  return {receiptNumber: sale.receiptNumber, sections: sections.filter(section => section !== null)};
}

/** All units of a line may have been replaced by an offer. */
function isSold({quantity}: SoldLine): boolean {
  return quantity > 0;
}

function receiptLine(line: SoldLine, {currency}: StoredSale): ReceiptLine {
  const amount = (amountMinor: number) => formatAmount(amountMinor, currency);
  return {
    text: line.name ?? 'Item',
    units:
      line.quantity === 1 || line.priceMinor === null
        ? null
        : `${line.quantity} × ${amount(line.priceMinor)}`,
    figure: amount(line.amountMinor ?? 0),
    discounts: line.discounts.map(({title, amountMinor}) => saving(title, amountMinor, amount)),
  };
}

function saving(text: string, amountMinor: number, amount: (amountMinor: number) => string): ReceiptRow {
  return {text, figure: amount(-amountMinor), strength: 'saving'};
}

function sums(sale: StoredSale): ReceiptRow[] {
  const {currency, amountMinor, savingsMinor} = sale;
  const amount = (value: number) => formatAmount(value, currency);
  const offers = sale.offers.filter(({orderDiscountMinor}) => orderDiscountMinor > 0);
  const total: ReceiptRow = {
    text: 'Total',
    figure: formatMoney(amountMinor - savingsMinor, currency),
    strength: 'strong',
  };
  if (savingsMinor === 0) return [total];
  const onItemsMinor = sale.offers.reduce((sum, {itemsDiscountMinor}) => sum + itemsDiscountMinor, 0);
  return [
    {text: 'Subtotal', figure: amount(amountMinor), strength: 'quiet'},
    ...(onItemsMinor > 0 ? [saving('Product offers', onItemsMinor, amount)] : []),
    ...offers.map(({title, orderDiscountMinor}) => saving(title, orderDiscountMinor, amount)),
    total,
    {text: 'You saved', figure: formatMoney(savingsMinor, currency), strength: 'saving'},
  ];
}

function tenders(sale: StoredSale): ReceiptRow[] {
  const amount = (value: number) => formatAmount(value, sale.currency);
  const words = {cash: 'Cash', card: 'Card'} as const;
  return [
    ...sale.offers.flatMap(offer => giftRows(offer, amount)),
    ...sale.tenders.map(({kind, amountMinor}) => ({text: words[kind], figure: amount(amountMinor)})),
    ...(sale.changeMinor > 0 ? [{text: 'Change', figure: amount(sale.changeMinor)}] : []),
  ];
}

function giftRows({code, verdict}: SoldOffer, amount: (value: number) => string): ReceiptRow[] {
  if (verdict.status !== 'applied' || verdict.gift === null) return [];
  const {creditsMinor, availableMinor} = verdict.gift;
  return [
    {text: `Gift card ${maskCode(code ?? '')}`, figure: amount(creditsMinor)},
    // What is on the card in all is the server's to say; a till knows what it was given of it.
    {text: 'can still be spent at this till', figure: amount(availableMinor), strength: 'quiet'},
  ];
}

const mostNextTime = 3;

/**
 * Offers that only wanted a little more: worth a word for the next visit. Codes come first, which the customer holds;
 * of automatic promotions only those that more shopping would have brought.
 */
function nextTime(sale: StoredSale): string[] {
  const waiting = sale.offers.filter(({verdict}) => verdictState(verdict) === 'waiting');
  const codes = waiting.filter(({code}) => code !== null);
  const promotions = waiting.filter(({code, verdict}) => code === null && isShortOfAmount(verdict));
  return [...codes, ...promotions]
    .slice(0, mostNextTime)
    .map(({title, verdict}) => `${title}: ${missingText(verdict, sale)}`);
}

function isShortOfAmount(verdict: Verdict): boolean {
  if (verdict.status === 'applied' || verdict.refusal.code !== 'rules_not_met') return false;
  return verdict.refusal.failed.every(({remedy}) => remedy?.kind === 'add_amount');
}

function missingText(verdict: Verdict, {currency}: StoredSale): string {
  if (verdict.status === 'applied') return '';
  if (verdict.refusal.code === 'customer_required') return 'for registered customers';
  if (verdict.refusal.code !== 'rules_not_met') return 'a product was missing';
  const remedies = verdict.refusal.failed
    .map(({remedy}) => remedy)
    .filter((remedy): remedy is Remedy => remedy !== null);
  const amount = remedies.find(remedy => remedy.kind === 'add_amount');
  if (amount?.kind === 'add_amount') return `${formatMoney(amount.missingMinor, currency)} were missing`;
  return remedies.some(({kind}) => kind === 'attach_customer')
    ? 'for registered customers'
    : 'a product was missing';
}

function stubFacts(sale: StoredSale): string[] {
  return [
    formatDateTime(sale.completedAtMs, sale.timeZone),
    sale.staffName === null ? sale.tillName : `${sale.tillName}, ${sale.staffName}`,
    ...(sale.customerName === null ? [] : [`Customer: ${sale.customerName}`]),
  ];
}
