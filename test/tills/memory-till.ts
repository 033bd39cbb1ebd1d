/** An enrolled till with its books in memory, without a browser; prices carts with documents it is given. */
import {tillClock} from '../../renderer/clock/till-clock.ts';
import {type Journal, noJournal} from '../../renderer/journal/journal.ts';
import {cryptoRandom} from '../../renderer/till-db/crypto-random.ts';
import type {SaleDraft} from '../../renderer/till-ledger/complete-sale.ts';
import type {TillIdentity} from '../../renderer/till-ledger/identity.ts';
import type {Till, TillReplica} from '../../renderer/till-ledger/till.ts';
import {tillAvailability} from '../../renderer/till-ledger/till-availability.ts';
import {decide} from '../../shared/decision/decide.ts';
import {gather} from '../../shared/decision/gather.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Override} from '../../shared/protocol/override.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import {openingMs, product, request, settings} from '../builders/facts.ts';
import {mapFactSource} from '../builders/map-fact-source.ts';
import type {Offer} from '../builders/offers.ts';
import {type MemoryDisk, memoryDisk} from '../simulation/memory-ledger-store.ts';
import {saveTestEnrolment} from './save-test-enrolment.ts';
import {stillMonotonic, testIdentity} from './test-identity.ts';

export interface MemoryTillGiven {
  readonly disk?: MemoryDisk;
  readonly identity?: TillIdentity;
  readonly staff?: readonly Staff[];
  readonly nowMs?: () => EpochMs;
  readonly journal?: Journal;
}

export async function memoryTill(given: MemoryTillGiven = {}): Promise<Till> {
  const {disk = memoryDisk(), identity = testIdentity(), nowMs = () => openingMs} = given;
  const ledger = disk.connect();
  await saveTestEnrolment(ledger, identity);
  return {
    ledger,
    replica: memoryReplica(given.staff ?? []),
    identity,
    clock: tillClock(stillMonotonic(), nowMs),
    journal: given.journal ?? noJournal,
    random: cryptoRandom,
  };
}

function memoryReplica(staff: readonly Staff[]): TillReplica {
  return {
    store: async () => null,
    staffMember: async id => staff.find(one => one.id === id) ?? null,
    position: async () => 0,
    noteAccounts: async () => undefined,
    drop: async () => undefined,
  };
}

export interface MemoryPricing {
  readonly isOffline?: boolean;
  readonly overrides?: readonly Override[];
}

/** Prices as the till would, paid to the cent in cash. */
export async function memoryDraft(
  till: Till,
  cart: Cart,
  offers: readonly Offer[],
  {isOffline = false, overrides = []}: MemoryPricing = {},
): Promise<SaleDraft> {
  const nowMs = till.clock.nowMs();
  const asked = request(cart, offers, {mode: 'PARTIAL'});
  const vouchers = offers.flatMap(({voucher}) => voucher ?? []);
  const campaigns = offers.flatMap(({campaign}) => campaign ?? []);
  const rules = offers.flatMap(one => one.rules);
  const documents: Document[] = [settings(), product('mug', 2400), ...vouchers, ...campaigns, ...rules];
  const offline = isOffline ? {vouchers, campaigns} : null;
  const source = {
    ...mapFactSource(documents, []),
    availability: tillAvailability(till.ledger, nowMs, {offline, overrides}),
  };
  const facts = await gather(source, asked, nowMs);
  const decision = decide(facts, asked);
  const dueMinor = decision.order.totalMinor ?? minor(0);
  const tenders = dueMinor === 0 ? [] : [{kind: 'cash' as const, amountMinor: dueMinor}];
  return {request: asked, facts, decision, tenders, changeMinor: minor(0), staffId: 'staff_ada', overrides};
}
