import type {Product} from '../catalog/product.ts';
import type {Customer} from '../customer/customer.ts';
import type {CampaignId, CustomerId, ProductId, PromotionTierId, ValidationRuleId} from '../kernel/id.ts';
import type {AccountKey} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
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
  /** By code in normal form (`codes/normalise-code.ts`) or by `v_` id as typed. */
  vouchers(codes: readonly string[], typed: readonly string[]): Promise<readonly Voucher[]>;
  promotionTiers(ids: readonly PromotionTierId[]): Promise<readonly PromotionTier[]>;
  campaigns(ids: readonly CampaignId[]): Promise<readonly Campaign[]>;
  validationRules(ids: readonly ValidationRuleId[]): Promise<readonly ValidationRule[]>;
  /** One answer per account asked for; an account that holds nothing here has `available: 0`. */
  availability(accounts: readonly AccountKey[]): Promise<readonly Availability[]>;
}
