/**
 * The promotions tray: what each code and offer does to this cart, as chips. Nothing is decided here; state and
 * amounts come from the verdicts. A code always has a chip; an automatic promotion only when it applies or
 * when the cashier could do something so that it does.
 */
import type {Verdict} from '../../shared/decision/decision.ts';
import {verdictState} from '../../shared/decision/verdict-state.ts';
import type {Remedy} from '../../shared/reasons/refusal.ts';
import {formatMoney} from '../design/format-money.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import {redeemableName} from '../wording/redeemable-name.ts';
import {remediesOf} from './remedies.ts';

export interface OfferChip {
  readonly key: string;
  /** Which verdict of the decision it shows. */
  readonly verdict: number;
  readonly state: 'applied' | 'waiting' | 'refused';
  readonly name: string;
  /** `−4.00`, `6.40 to go`, `why?` */
  readonly detail: string;
  /** How much more the order needs; a very large number where money is not what is missing. */
  readonly missingMinor: number;
  /** The code as entered, which the cashier may take off again; null for automatic promotions. */
  readonly code: string | null;
}

export function offerChips(priced: PricedSale): OfferChip[] {
  const chips = priced.decision.verdicts.map((verdict, place) => chipOf(verdict, place, priced));
  const shown = chips.filter(chip => chip.code !== null || chip.state !== 'refused');
  return shown.sort(inOrder);
}

function chipOf(verdict: Verdict, place: number, priced: PricedSale): OfferChip {
  const {requested} = verdict;
  const state = verdictState(verdict);
  return {
    key: requested.object === 'voucher' ? `code ${requested.code}` : (verdict.foundId ?? requested.id),
    verdict: place,
    state,
    name: redeemableName(verdict, priced.facts),
    detail: detailOf(verdict, state, priced),
    missingMinor: missingMinor(verdict),
    code: requested.object === 'voucher' ? requested.code : null,
  };
}

/** Codes before automatic promotions; of each what needs a look first, and of those in reach the nearest. */
function inOrder(a: OfferChip, b: OfferChip): number {
  return rank(a) - rank(b) || a.missingMinor - b.missingMinor;
}

function rank({code, state}: OfferChip): number {
  return (code === null ? 3 : 0) + ['refused', 'applied', 'waiting'].indexOf(state);
}

function detailOf(verdict: Verdict, state: OfferChip['state'], {facts}: PricedSale): string {
  const {currency} = facts.settings;
  if (verdict.status === 'applied') {
    const amountMinor = verdict.gift?.creditsMinor ?? verdict.discountMinor;
    return amountMinor === 0 ? 'nothing to take off' : formatMoney(-amountMinor, currency);
  }
  if (state === 'refused') return 'why?';
  return remedyDetail(remediesOf(verdict), currency);
}

function missingMinor(verdict: Verdict): number {
  const remedy = remediesOf(verdict).find(({kind}) => kind === 'add_amount');
  return remedy?.kind === 'add_amount' ? remedy.missingMinor : Number.MAX_SAFE_INTEGER;
}

function remedyDetail(
  remedies: readonly Remedy[],
  currency: PricedSale['facts']['settings']['currency'],
): string {
  const amount = remedies.find(remedy => remedy.kind === 'add_amount');
  if (amount?.kind === 'add_amount') return `${formatMoney(amount.missingMinor, currency)} to go`;
  return remedies.some(remedy => remedy.kind === 'attach_customer') ? 'needs a customer' : 'needs a product';
}
