import type {Collection} from '../catalog/collection.ts';
import type {Product} from '../catalog/product.ts';
import type {Sku} from '../catalog/sku.ts';
import type {Customer} from '../customer/customer.ts';
import type {
  CampaignId,
  CategoryId,
  CollectionId,
  CustomerId,
  ProductId,
  PromotionStackId,
  PromotionTierId,
  RewardId,
  SkuId,
  ValidationRuleId,
} from '../kernel/id.ts';
import type {AccountKey} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import type {LoyaltyProgram} from '../loyalty/loyalty-program.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {Category} from '../redeemables/category.ts';
import type {PromotionStack} from '../redeemables/promotion-stack.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
import type {Reward} from '../redeemables/reward.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import type {ProjectSettings} from './facts.ts';

/**
 * Where `gather` reads facts: Dexie on the till, PostgreSQL on the server, a map in tests. All pass one contract
 * suite (test/contracts). A lookup returns what exists, in any order, each thing once; unknown keys are left out.
 */
export interface FactSource {
  settings(): Promise<ProjectSettings>;
  customer(id: CustomerId): Promise<Customer | null>;
  products(ids: readonly ProductId[], sourceIds: readonly string[]): Promise<readonly Product[]>;
  skus(ids: readonly SkuId[], sourceIds: readonly string[]): Promise<readonly Sku[]>;
  collections(ids: readonly CollectionId[]): Promise<readonly Collection[]>;
  /** By code in normal form (`codes/normalise-code.ts`) or by `v_` id as typed. */
  vouchers(codes: readonly string[], typed: readonly string[]): Promise<readonly Voucher[]>;
  promotionTiers(ids: readonly PromotionTierId[]): Promise<readonly PromotionTier[]>;
  promotionStacks(ids: readonly PromotionStackId[]): Promise<readonly PromotionStack[]>;
  campaigns(ids: readonly CampaignId[]): Promise<readonly Campaign[]>;
  categories(ids: readonly CategoryId[]): Promise<readonly Category[]>;
  rewards(ids: readonly RewardId[]): Promise<readonly Reward[]>;
  /** By the ids of their campaigns. */
  loyaltyPrograms(ids: readonly CampaignId[]): Promise<readonly LoyaltyProgram[]>;
  validationRules(ids: readonly ValidationRuleId[]): Promise<readonly ValidationRule[]>;
  /**
   * One answer per account asked for; an account that holds nothing here has `available: 0`, and a counter of which
   * nothing is known here has no answer. Where the server
   * answers it says what was `used`, also of an account that nobody opened. What the validation session `sessionKey`
   * holds is available to it.
   */
  availability(accounts: readonly AccountKey[], sessionKey: string | null): Promise<readonly Availability[]>;
  /** Ids of campaigns, vouchers and tiers that are switched off here and nowhere else yet. Absent: none. */
  withheld?(): Promise<readonly string[]>;
}
