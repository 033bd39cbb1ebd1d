import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {Currency} from '../../shared/money/currency.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';

/** What the words about a redeemable may name besides the verdict's own data. */
export interface WordingContext {
  readonly currency: Currency;
  /** The shop's zone: dates in messages are meant there. */
  readonly timeZone: string;
  readonly nowMs: EpochMs;
  /** Whether the server can be asked right now. */
  readonly isOnline: boolean;
  /** Its campaign lets no till use it without asking the server each time. */
  readonly isOnlineOnly: boolean;
  /** A gift card: it has money on it where other codes have uses. */
  readonly isCard: boolean;
  /** The server's book on the limited thing behind the code, as last heard; null when it was never asked. */
  readonly account: AccountView | null;
  /** The name of the rule that refused, as its author called it. */
  readonly ruleName: string | null;
  /** Name of a product by our id or the shop's, where this till knows it. */
  readonly productName: (id: string) => string | null;
}
