/** What people do at a simulated till, through the till's own code: price, ask the server for what is missing, sell, void. */

import type {PricedSale} from '../../renderer/sale/priced-sale.ts';
import {codeLacks} from '../../renderer/sell/code-lacks.ts';
import {approveOverride} from '../../renderer/till-ledger/approve-override.ts';
import {completeSale, type SaleDraft} from '../../renderer/till-ledger/complete-sale.ts';
import type {Till} from '../../renderer/till-ledger/till.ts';
import {tillAvailability} from '../../renderer/till-ledger/till-availability.ts';
import {decide} from '../../shared/decision/decide.ts';
import {gather} from '../../shared/decision/gather.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import {type CustomerId, makeId, type OrderId} from '../../shared/kernel/id.ts';
import {minor, zero} from '../../shared/money/minor.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Override} from '../../shared/protocol/override.ts';
import {cart} from '../builders/cart.ts';
import {mapFactSource} from '../builders/map-fact-source.ts';
import {managerId, type ShopOffer, staffId} from './shop.ts';
import type {SimulatedReplica} from './simulated-replica.ts';
import type {RunningProcess} from './simulated-till.ts';
import type {SimulatedTime} from './simulated-time.ts';

export interface Customer {
  readonly wishes: readonly ShopOffer[];
  readonly id: CustomerId | null;
  readonly mugs: number;
  /** Without a connection, a manager is asked for a word where a code is refused. */
  readonly asksManager: boolean;
}

export type Served =
  | {
      readonly kind: 'sold';
      readonly operationId: string;
      readonly offline: boolean;
      readonly redeemed: number;
    }
  /** Not worth a sale: nothing was redeemed, or it changed while the customer waited. */
  | {readonly kind: 'left'};

/** A customer waits this long for the server. */
const PATIENCE_MS = 4_000;

export async function serveCustomer(
  {till, line, status}: RunningProcess,
  replica: SimulatedReplica,
  time: SimulatedTime,
  customer: Customer,
  approving: () => void = () => undefined,
): Promise<Served> {
  const isOffline = () => status().state === 'offline';
  let priced = await price(till, replica, customer, isOffline());
  if (priced === null) return {kind: 'left'};
  const {wants} = codeLacks(priced);
  if (wants.length > 0 && status().state !== 'offline' && status().state !== 'refused') {
    const turn = line.turn({wants: [...wants], preposition: false, upload: true});
    await Promise.race([turn, time.wait(PATIENCE_MS, 'a customer runs out of patience')]);
    priced = await price(till, replica, customer, isOffline());
  }
  const approved = customer.asksManager && isOffline() ? await askManager(till, priced, customer) : null;
  if (approved !== null) priced = await price(till, replica, customer, true, approved.overrides);
  if (priced === null || !priced.decision.valid) return {kind: 'left'};
  const offline = isOffline();
  approving();
  const completion = await completeSale(till, {...draftOf(priced, offline), ...approved});
  if (!completion.ok) return {kind: 'left'};
  const redeemed = priced.decision.verdicts.filter(verdict => verdict.status === 'applied').length;
  return {kind: 'sold', operationId: completion.sale.operationId, offline, redeemed};
}

async function price(
  till: Till,
  replica: SimulatedReplica,
  customer: Customer,
  isOffline: boolean,
  overrides: readonly Override[] = [],
): Promise<PricedSale | null> {
  const documents = replica.documents();
  if (!documents.some(({kind}) => kind === 'settings')) return null;
  const nowMs = till.clock.nowMs();
  const request = requestOf(customer);
  const source = {
    ...mapFactSource(documents, []),
    availability: tillAvailability(till.ledger, nowMs, {
      offline: isOffline ? offersIn(documents) : null,
      overrides,
    }),
  };
  const facts = await gather(source, request, nowMs);
  const decision = decide(facts, request);
  return {
    content: {lines: [], codes: [], customer: null},
    request,
    facts,
    decision,
    accounts: replica.accounts(),
    productNames: new Map(),
  };
}

/** A manager's word for the first code that was refused, for this order only. */
async function askManager(
  till: Till,
  priced: PricedSale | null,
  {wishes}: Customer,
): Promise<{readonly orderId: OrderId; readonly overrides: readonly Override[]} | null> {
  const refused = priced?.decision.verdicts.find(verdict => verdict.status !== 'applied')?.requested;
  const wish = wishes.find(({offer, isCounter}) => offer.requested === refused && !isCounter);
  if (wish === undefined) return null;
  const orderId = makeId('ord', till.clock.nowMs(), till.random);
  const amount = wish.account.startsWith('g:') ? 500 : 1;
  const asked = {approverId: managerId, orderId, account: wish.account, amount, boundMinor: minor(1_000)};
  const approved = await approveOverride(till, {...asked, reason: 'a regular customer'});
  return approved.ok ? {orderId, overrides: [approved.override]} : null;
}

function offersIn(documents: readonly Document[]) {
  return {
    vouchers: documents.filter(document => document.kind === 'voucher'),
    campaigns: documents.filter(document => document.kind === 'campaign'),
  };
}

function requestOf({wishes, id, mugs}: Customer): DecisionRequest {
  const distinct = new Map(wishes.map(wish => [wish.name, wish.offer.requested]));
  return {
    cart: cart({mug: {quantity: mugs}}),
    customerId: id,
    customerMetadata: {},
    redeemables: [...distinct.values()],
    applicationMode: 'PARTIAL',
    noEffectRule: 'SKIP',
  };
}

function draftOf({request, facts, decision}: PricedSale, offline: boolean): SaleDraft {
  const dueMinor = decision.order.totalMinor ?? zero;
  const tenders = dueMinor === 0 ? [] : [{kind: 'cash' as const, amountMinor: dueMinor}];
  return {request, facts, decision, tenders, changeMinor: zero, staffId, offline};
}
