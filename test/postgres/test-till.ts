/**
 * A till for server tests: it speaks the real protocol through `inject`, decides with the real engine on what was
 * replicated to it, and spends its leases. It has no disk, and no manners beyond those of the protocol.
 */

import {decide} from '../../shared/decision/decide.ts';
import type {FactSource} from '../../shared/decision/fact-source.ts';
import {gather} from '../../shared/decision/gather.ts';
import {hashDecision} from '../../shared/decision/hash-decision.ts';
import type {RequestedRedeemable} from '../../shared/decision/request.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {ContentHash} from '../../shared/kernel/content-hash.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {makeId} from '../../shared/kernel/id.ts';
import {isCounter} from '../../shared/ledger/account-key.ts';
import {
  askedBack,
  giveLeaseBack,
  type Lease,
  mergeGrant,
  spend,
  spendable,
} from '../../shared/ledger/lease.ts';
import {currencySchema} from '../../shared/money/currency.ts';
import {minor} from '../../shared/money/minor.ts';
import {changesPageSchema} from '../../shared/protocol/changes.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {type Enrolment, enrolmentSchema} from '../../shared/protocol/enrol.ts';
import {
  type ExchangeRequest,
  type ExchangeResponse,
  exchangeResponseSchema,
} from '../../shared/protocol/exchange.ts';
import {hashOperation, type Operation, type OperationBody} from '../../shared/protocol/operation.ts';
import {protocolVersion} from '../../shared/protocol/version.ts';
import {planRedemption} from '../../shared/redemption/plan-redemption.ts';
import {systemRandom} from '../../sync/app/system-random.ts';
import {cart} from '../builders/cart.ts';
import {mapFactSource} from '../builders/map-fact-source.ts';
import type {Answer, TillServer} from './till-server.ts';

export class TestTill {
  readonly shop: TillServer;
  readonly enrolment: Enrolment;
  documents: Document[] = [];
  leases = new Map<string, Lease>();
  outbox: Operation[] = [];
  cursor = 0;
  leaseVersion = 0;
  sequence = 0;
  head: ContentHash | null = null;
  clockAheadMs = 0;

  constructor(shop: TillServer, enrolment: Enrolment) {
    this.shop = shop;
    this.enrolment = enrolment;
  }

  get nowMs() {
    return epochMs(this.shop.clock.nowMs() + this.clockAheadMs);
  }

  get authorization() {
    return {authorization: `Bearer ${this.enrolment.token}`};
  }

  async pull(): Promise<void> {
    for (let more = true; more; ) {
      const answer = await this.shop.app.inject({
        url: `/sync/v1/changes?after=${this.cursor}&limit=50`,
        headers: this.authorization,
      });
      const page = changesPageSchema.parse(answer.json());
      for (const change of page.changes) {
        const {kind, id} = change.deleted ? change : change.document;
        this.documents = this.documents.filter(one => one.kind !== kind || one.id !== id);
        if (!change.deleted) this.documents.push(change.document);
      }
      this.cursor = page.next;
      more = page.next < page.head;
    }
  }

  /** Rings up `price` minor units with these codes and queues the sale; answers how each code fared. */
  async sell(price: number, codes: readonly string[]): Promise<{operation: Operation; statuses: string[]}> {
    const redeemables: RequestedRedeemable[] = codes.map(code => ({
      object: 'voucher',
      code,
      creditsMinor: null,
    }));
    const request = {
      cart: cart({mug: price}),
      customerId: null,
      customerMetadata: {},
      redeemables,
      applicationMode: 'PARTIAL' as const,
    };
    const facts = await gather(this.#factSource(), request, this.nowMs);
    const decision = decide(facts, request);
    const plan = planRedemption(decision, () => makeId('r', this.nowMs, systemRandom));
    const leased = decision.draws.filter(({account, limit}) => !isCounter(account) || limit !== undefined);
    const spends = leased.map(draw => {
      const lease = present(
        [...this.leases.values()].find(
          one => one.account === draw.account && spendable(one, this.nowMs) >= draw.amount,
        ),
        `lease on ${draw.account}`,
      );
      const spent = spend(lease, draw.amount, this.nowMs);
      if (spent.ok) this.leases.set(lease.id, spent.lease);
      return {...draw, leaseId: lease.id};
    });
    const operation = this.queue({
      kind: 'sale',
      sale: {
        id: makeId('sale', this.nowMs, systemRandom),
        orderId: makeId('ord', this.nowMs, systemRandom),
        receiptNumber: `01-${String(this.sequence + 1).padStart(6, '0')}`,
        staffId: 'staff_test',
        storeId: this.enrolment.storeId,
        currency: currencySchema.parse('EUR'),
        facts,
        request,
        decision,
        decisionHash: hashDecision(decision),
        redemptions: [...plan.redemptions],
        parentRedemptionId: plan.parentRedemptionId,
        spends,
        tenders: [{kind: 'cash', amountMinor: decision.order.totalMinor ?? minor(0)}],
        changeMinor: minor(0),
      },
    });
    return {operation, statuses: decision.verdicts.map(verdict => verdict.status)};
  }

  /** Gives back all that was asked for. */
  returnRecalled(): void {
    for (const lease of this.leases.values()) {
      const left = askedBack(lease);
      if (left === 0) continue;
      this.leases.set(lease.id, giveLeaseBack(lease, left));
      this.queue({kind: 'lease-return', leaseId: lease.id, amount: left});
    }
  }

  queue(body: OperationBody): Operation {
    this.sequence += 1;
    const operation = seal({
      schemaVersion: 1,
      id: makeId('op', this.nowMs, systemRandom),
      deviceId: this.enrolment.deviceId,
      epoch: this.enrolment.epoch,
      sequence: this.sequence,
      previousHash: this.head,
      clock: {correctedMs: this.nowMs, wallMs: this.nowMs, source: 'server'},
      body,
    });
    this.head = operation.hash;
    this.outbox.push(operation);
    return operation;
  }

  /** One exchange of the whole outbox; what is acknowledged as sent leaves it. */
  async exchange(given: Partial<ExchangeRequest> = {}): Promise<ExchangeResponse> {
    const answer = await this.post(given);
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
    const response = exchangeResponseSchema.parse(answer.json());
    const done = new Set(response.acknowledgements.map(one => one.hash));
    this.outbox = this.outbox.filter(operation => !done.has(operation.hash));
    for (const lease of response.leases ?? []) {
      const mine = this.leases.get(lease.id);
      this.leases.set(lease.id, mine === undefined ? lease : mergeGrant(mine, lease));
    }
    this.leaseVersion = response.leaseVersion;
    return response;
  }

  post(given: Partial<ExchangeRequest> = {}): Promise<Answer> {
    const request = {
      protocol: protocolVersion,
      deviceId: this.enrolment.deviceId,
      epoch: this.enrolment.epoch,
      baseSequence: this.outbox[0]?.sequence ?? this.sequence + 1,
      operations: this.outbox,
      wants: [],
      leaseVersion: this.leaseVersion,
      preposition: false,
      wallMs: this.nowMs,
      ...given,
    };
    return this.shop.app.inject({
      method: 'POST',
      url: '/sync/v1/exchange',
      headers: this.authorization,
      payload: request,
    });
  }

  #factSource(): FactSource {
    const byAccount = new Map<string, number>();
    for (const lease of this.leases.values()) {
      byAccount.set(lease.account, (byAccount.get(lease.account) ?? 0) + spendable(lease, this.nowMs));
    }
    const source = mapFactSource(this.documents, []);
    return {
      ...source,
      availability: async accounts =>
        accounts.flatMap(account => {
          const available = byAccount.get(account);
          if (available === undefined && isCounter(account)) return [];
          return {account, available: available ?? 0, authority: 'lease'};
        }),
    };
  }
}

/** The content with its hash. */
export function seal(content: Omit<Operation, 'hash'>): Operation {
  return {...content, hash: hashOperation(content)};
}

/** A store of this source id; the one that is there, if it is. */
export async function addTestStore(shop: TillServer, sourceId: string): Promise<string> {
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/admin/stores',
    headers: shop.managementKey,
    payload: {sourceId, name: sourceId},
  });
  return answer.json<{id: string}>().id;
}

/** A till of this store, enrolled. */
export async function addTestTill(shop: TillServer, storeId: string, name: string): Promise<TestTill> {
  const till = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/admin/tills',
    headers: shop.managementKey,
    payload: {storeId, name},
  });
  const enrolled = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/enrol',
    payload: {
      protocol: 1,
      code: till.json<{enrolmentCode: string}>().enrolmentCode,
      nonce: makeId('op', shop.clock.nowMs(), systemRandom),
      shell: 'browser',
      journal: 'none',
    },
  });
  return new TestTill(shop, enrolmentSchema.parse(enrolled.json()));
}
