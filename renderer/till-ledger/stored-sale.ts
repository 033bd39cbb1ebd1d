/**
 * A sale as this till keeps it: everything the receipt and the list of sales show, with names and prices as they
 * were. Nothing in it is ever computed again from products or campaigns that have changed since.
 */
import {z} from 'zod';
import {verdictSchema} from '../../shared/decision/decision.ts';
import {epochMsSchema} from '../../shared/kernel/epoch.ts';
import {idSchema} from '../../shared/kernel/id.ts';
import {currencySchema} from '../../shared/money/currency.ts';
import {minorSchema} from '../../shared/money/minor.ts';
import {pricedLineSchema} from '../../shared/order/priced-order.ts';
import {tenderSchema} from '../../shared/protocol/sale.ts';

/** What one redeemable took off one line. `offer` is its place in `offers`. */
const lineDiscountSchema = z.object({
  offer: z.int().nonnegative(),
  title: z.string(),
  amountMinor: minorSchema,
});

const soldLineSchema = pricedLineSchema.extend({
  /** The product's name when it was sold; null for a free amount. */
  name: z.string().nullable(),
  discounts: z.array(lineDiscountSchema),
});
export type SoldLine = z.output<typeof soldLineSchema>;

/** A redeemable that was asked for: what it did, or in `verdict.refusal` why it did nothing. */
const soldOfferSchema = z.object({
  object: z.enum(['voucher', 'promotion_tier']),
  /** As entered or scanned; null for a tier. */
  code: z.string().nullable(),
  /** The tier's banner or name, the campaign's name, else the code. */
  title: z.string(),
  /** What it took off the order as a whole and off the lines, gift credits not counted. */
  orderDiscountMinor: minorSchema,
  itemsDiscountMinor: minorSchema,
  verdict: verdictSchema,
});
export type SoldOffer = z.output<typeof soldOfferSchema>;

export const storedSaleSchema = z.object({
  id: idSchema('sale'),
  orderId: idSchema('ord'),
  receiptNumber: z.string(),
  /** The operation that carries it to the server. */
  operationId: idSchema('op'),
  completedAtMs: epochMsSchema,
  /** Sold while the server was out of reach. */
  offline: z.boolean(),
  storeName: z.string(),
  storeAddressLines: z.array(z.string()),
  tillName: z.string(),
  staffId: idSchema('staff'),
  staffName: z.string().nullable(),
  customerId: idSchema('cust').nullable(),
  customerName: z.string().nullable(),
  currency: currencySchema,
  timeZone: z.string(),
  lines: z.array(soldLineSchema),
  offers: z.array(soldOfferSchema),
  /** Before discounts, with the units that offers added. */
  amountMinor: minorSchema,
  /** Everything taken off, gift credits not counted. */
  savingsMinor: minorSchema,
  giftCreditsMinor: minorSchema,
  /** What was paid in cash or by card. */
  totalMinor: minorSchema,
  tenders: z.array(tenderSchema),
  changeMinor: minorSchema,
});
export type StoredSale = z.output<typeof storedSaleSchema>;
