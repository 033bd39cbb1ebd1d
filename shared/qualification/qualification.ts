/** What is asked of a qualification, and what it answers. */
import type {Application, BundleResult} from '../applicability/application.ts';
import type {Customer} from '../customer/customer.ts';
import type {AppliedVerdict, Grant} from '../decision/decision.ts';
import type {DecisionRequest} from '../decision/request.ts';
import type {Filter} from '../filters/filter.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {CampaignId, ValidationRuleId} from '../kernel/id.ts';
import type {Availability} from '../ledger/draw.ts';
import type {Minor} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {Refusal, Remedy} from '../reasons/refusal.ts';
import type {Category} from '../redeemables/category.ts';
import type {Listed} from './listed.ts';
import type {Scenario} from './scenario.ts';

/** Where a page goes on: after the row made then, or with the sorting by deal after that very row. */
export interface PageStart {
  readonly createdAtMs: EpochMs;
  /** Absent: any row made then. */
  readonly id?: string | undefined;
}

export interface QualificationRequest
  extends Pick<DecisionRequest, 'cart'>,
    Partial<Pick<DecisionRequest, 'customerMetadata' | 'metadata' | 'actor' | 'currency'>> {
  /** ALL where absent. */
  readonly scenario?: Scenario | undefined;
  readonly nowMs: EpochMs;
  /** null: nobody is attached. */
  readonly customer: Customer | null;
  /** What is left of the limited things that may be asked about. */
  readonly availability: readonly Availability[];
  /** Rows of one page, 1–100; 5 where absent. */
  readonly limit?: number | undefined;
  readonly startingAfter?: PageStart | undefined;
  readonly filters?: Filter | undefined;
  readonly sortingRule?: 'DEFAULT' | 'BEST_DEAL' | 'LEAST_DEAL' | undefined;
  readonly expand?: readonly Expandable[] | undefined;
  /** How many near misses are wanted; none where absent. */
  readonly nearMisses?: number | undefined;
}

export type Expandable = 'redeemable' | 'category' | 'validation_rules';

/** One redeemable by itself on the untouched order. Fields that would say nothing are absent. */
export interface QualifiedRow {
  /** A voucher's code, otherwise the id. */
  readonly id: string;
  readonly object: 'voucher' | 'promotion_tier' | 'promotion_stack' | 'campaign';
  readonly createdAtMs: EpochMs;
  readonly campaignId: CampaignId | null;
  /** The order with it, or as it was where it changes nothing. */
  readonly order: PricedOrder;
  readonly discountMinor: Minor;
  readonly gift?: NonNullable<AppliedVerdict['gift']>;
  readonly points?: NonNullable<AppliedVerdict['points']>;
  readonly application?: Application;
  readonly bundle?: BundleResult;
  readonly isDynamic?: boolean;
  readonly grants?: readonly Grant[];
  /** PARTIALLY_VALID: some of its rules were left out of the question. */
  readonly validationStatus: 'VALID' | 'PARTIALLY_VALID';
  readonly redeemable?: Listed['thing'];
  readonly campaignName?: string;
  readonly category?: Category;
  readonly rules?: readonly AskedRule[];
}

/** A rule set assigned to a row's redeemable, and the keys of those of its rules that were not asked. */
export interface AskedRule {
  readonly ruleId: ValidationRuleId;
  readonly validationStatus: 'VALID' | 'PARTIALLY_VALID';
  readonly omitted: readonly string[];
}

/** What would qualify if something were added, and what. */
export interface NearMiss {
  readonly id: string;
  readonly object: QualifiedRow['object'];
  readonly campaignId: CampaignId | null;
  readonly refusal: Refusal;
  readonly remedies: readonly Remedy[];
}

export type Qualification =
  | {
      readonly ok: true;
      readonly rows: readonly QualifiedRow[];
      readonly hasMore: boolean;
      /** null: this is the last page. */
      readonly moreStartingAfter: PageStart | null;
      readonly nearMisses: readonly NearMiss[];
      /** The order with nothing applied. */
      readonly order: PricedOrder;
    }
  /** A filter that cannot be understood, and where. */
  | {readonly ok: false; readonly where: string; readonly message: string};
