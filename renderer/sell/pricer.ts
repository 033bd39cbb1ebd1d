/**
 * Keeps the price of the open order up to date: every change of the cart is priced at once with what this till holds,
 * then, while the server can be asked, again with what it granted or published.
 *
 * Always true:
 * - PR1 A price is shown only for the cart it was made for; an older result never replaces a newer one.
 * - PR2 Pricing never waits for the network: what the server adds arrives as a second price.
 */
import {createStore, type StoreApi} from 'zustand';
import {type AccountKey, accountVoucher} from '../../shared/ledger/account-key.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import type {OpenSaleStore} from '../sale/open-sale.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import type {SaleContent} from '../sale/sale-content.ts';
import type {TillContext} from '../till-db/till-context.ts';
import type {Uplink} from '../uplink/uplink.ts';
import {type CodeLacks, codeLacks, type LeaseWant} from './code-lacks.ts';
import {priceCart} from './price-cart.ts';

interface Pricing {
  /** The newest price; it may belong to a cart before the one on screen. */
  readonly priced: PricedSale | null;
  /** Codes the server is being asked about. */
  readonly checking: readonly string[];
  /** Why the cart cannot be priced, in words; null when it can. */
  readonly problem: string | null;
}

export interface Pricer {
  readonly state: StoreApi<Pricing>;
  /** Prices the cart again: time went by, leases changed. Resolves when the new price is there. */
  reprice(): Promise<void>;
  /** Asks the server again about codes that lack something, although it was asked a moment ago. */
  askAgain(): void;
  stop(): void;
}

/** How long a cashier waits for the server before the till's own answer stands. */
const askBudgetMs = 2_000;
/** Another till was asked to give a lease back; it does so at its next exchange. */
const recallPauseMs = 1_500;
const mostRecallTries = 3;
/** The same lack is put to the server again after this. */
const askAgainMs = 15_000;

export function startPricer(till: TillContext, uplink: Uplink, sale: OpenSaleStore): Pricer {
  const state = createStore<Pricing>(() => ({priced: null, checking: [], problem: null}));
  const asked = new Map<string, number>();
  let turn = 0;
  let stopped = false;

  const content = () => sale.state.getState().content;
  const isCurrent = (mine: number) => mine === turn && !stopped;
  const isOnline = () => uplink.status.getState().state === 'online';

  async function price(mine: number): Promise<PricedSale | null> {
    try {
      const priced = await priceCart(till, content(), {
        isOffline: uplink.status.getState().state === 'offline',
      });
      if (!isCurrent(mine)) return null;
      state.setState({priced, problem: null});
      return priced;
    } catch (error) {
      if (isCurrent(mine)) state.setState({problem: problemText(error)});
      return null;
    }
  }

  async function run(): Promise<void> {
    turn += 1;
    const mine = turn;
    if (state.getState().checking.length > 0) state.setState({checking: []});
    const priced = await price(mine);
    if (priced !== null) void mend(mine, priced, mostRecallTries);
  }

  async function mend(mine: number, priced: PricedSale, triesLeft: number): Promise<void> {
    const lacks = freshLacks(codeLacks(priced), priced.content);
    if (!isOnline() || (lacks.wants.length === 0 && lacks.unknownCodes.length === 0)) return;
    state.setState({checking: codesOf(lacks, priced)});
    await ask(lacks);
    if (!isCurrent(mine)) return;
    const again = await price(mine);
    if (again === null) return;
    const waitsForOthers = triesLeft > 1 && isHeldElsewhere(again, lacks.wants);
    if (!waitsForOthers) {
      state.setState({checking: []});
      // A code that the till has only now heard of may still lack its lease.
      if (triesLeft > 1) await mend(mine, again, triesLeft - 1);
      return;
    }
    await pause(recallPauseMs);
    if (!isCurrent(mine)) return;
    for (const want of lacks.wants) asked.delete(lackKey(want.account, want.need));
    await mend(mine, again, triesLeft - 1);
  }

  /** What was not put to the server for this need a moment ago. */
  function freshLacks({wants, unknownCodes}: CodeLacks, {codes}: SaleContent): CodeLacks {
    const nowMs = till.clock.nowMs();
    const isFresh = (key: string) => nowMs - (asked.get(key) ?? Number.NEGATIVE_INFINITY) > askAgainMs;
    return {
      wants: wants.filter(({account, need}) => isFresh(lackKey(account, need))),
      unknownCodes: unknownCodes.filter(code => codes.includes(code) && isFresh(`code ${code}`)),
    };
  }

  async function ask({wants, unknownCodes}: CodeLacks): Promise<void> {
    const nowMs = till.clock.nowMs();
    for (const {account, need} of wants) asked.set(lackKey(account, need), nowMs);
    for (const code of unknownCodes) asked.set(`code ${code}`, nowMs);
    const requests = [
      ...(wants.length > 0 ? [uplink.want([...wants])] : []),
      ...(unknownCodes.length > 0 ? [uplink.pullNow()] : []),
      ...unknownCodes.map(code => uplink.findCode(code)),
    ];
    await Promise.race([Promise.allSettled(requests), pause(askBudgetMs)]);
  }

  const unsubscribe = sale.state.subscribe((now, before) => {
    if (now.content !== before.content) void run();
  });
  void run();

  return {
    state,
    reprice: () => run(),
    askAgain() {
      asked.clear();
      void run();
    },
    stop() {
      stopped = true;
      unsubscribe();
    },
  };
}

function lackKey(account: AccountKey, need: number): string {
  return `${account} ${need}`;
}

function codesOf({wants, unknownCodes}: CodeLacks, {decision}: PricedSale): string[] {
  const vouchers = new Set<string>(wants.flatMap(({account}) => accountVoucher(account) ?? []));
  const wanted = decision.verdicts.flatMap(({requested, foundId}) =>
    requested.object === 'voucher' && foundId !== null && vouchers.has(foundId) ? [requested.code] : [],
  );
  return [...wanted, ...unknownCodes];
}

function isHeldElsewhere({accounts, decision}: PricedSale, wants: readonly LeaseWant[]): boolean {
  const held = (view: AccountView) => view.heldByTills.some(holder => !holder.mine);
  return wants.some(({account}) => {
    const verdict = decision.verdicts.find(({foundId}) => foundId === accountVoucher(account));
    const lacks = verdict?.status !== 'applied';
    return lacks && accounts.some(view => view.account === account && held(view));
  });
}

function problemText(error: unknown): string {
  const detail = error instanceof Error ? error.message : String(error);
  return `This order cannot be priced right now (${detail}). It is kept; selling goes on when the catalogue is back.`;
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
