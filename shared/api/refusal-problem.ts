/**
 * A refusal of the engine in Voucherify's words. The engine says what is wrong with a redeemable; here it gets the
 * key, the text and the details that clients of the REST API know (semantics.md I).
 */
import type {Facts} from '../decision/facts.ts';
import type {RequestedRedeemable} from '../decision/request.ts';
import {unreachable} from '../kernel/assert.ts';
import type {Refusal} from '../reasons/refusal.ts';
import {type ApiProblem, apiError, notFound} from './error.ts';

/** What a redeemable is called in a text: its code as typed or its id, and its kind. */
interface Subject {
  readonly id: string;
  readonly isTier: boolean;
  readonly kind: keyof typeof typeNames;
}

const typeNames = {
  'Discount Coupon': 'DISCOUNT_VOUCHER',
  'Gift Card': 'GIFT_VOUCHER',
  'Loyalty Card': 'LOYALTY_CARD',
  'Promotion Tier': 'PROMOTION_TIER',
} as const;

const voucherKinds = {
  DISCOUNT_VOUCHER: 'Discount Coupon',
  GIFT_VOUCHER: 'Gift Card',
  LOYALTY_CARD: 'Loyalty Card',
} as const;

/** Names the thing that was refused. `foundId` is null for a code that nobody knows. */
export function subjectOf(requested: RequestedRedeemable, foundId: string | null, facts: Facts): Subject {
  if (requested.object !== 'voucher') {
    return {id: foundId ?? requested.id, isTier: true, kind: 'Promotion Tier'};
  }
  const voucher = facts.vouchers.find(each => each.id === foundId);
  return {id: requested.code, isTier: false, kind: voucherKinds[voucher?.benefit.type ?? 'DISCOUNT_VOUCHER']};
}

/** What is missing in a request, as Vouchery's first step asks for it. */
const inputNames = {
  customer_id: 'Customer ID',
  product_information: 'product information',
  amount: 'the transaction value',
  shipping_cost: 'the shipping cost',
  metadata: 'the metadata',
} as const;

export function refusalProblem(refusal: Refusal, subject: Subject): ApiProblem {
  const details = subject.id;
  switch (refusal.code) {
    case 'code_unknown':
      return notFound('voucher', subject.id);
    case 'tier_unknown':
      return notFound('promotion_tier', subject.id);
    case 'stack_unknown':
      return notFound('promotion_stack', subject.id);
    case 'stack_not_alone':
      return apiError('invalid_redeemables', {
        details: 'Promotion Stack cannot be use with other redeemables',
      });
    case 'reward_unknown':
      return notFound('reward', subject.id);
    case 'reward_missing':
      return apiError('missing_reward', {details: 'A reward is required when redeeming a LOYALTY_CARD'});
    case 'points_exceeded':
      return apiError('loyalty_card_points_exceeded', {details});
    case 'not_now':
      return apiError(subject.isTier ? 'promotion_not_active_now' : 'voucher_not_active_now', {details});
    case 'currency_not_covered':
      return apiError('invalid_order', {details: `${details} has no value in ${refusal.currency}`});
    case 'assigned_to_other':
      return apiError('customer_rules_violated', {details: `${details} belongs to another customer`});
    case 'referrer_cannot_redeem':
      return apiError('referrer_not_permitted_to_redeem', {details});
    case 'budget_reached':
      return refusal.ruleId === undefined
        ? apiError('redemption_rules_violated', {
            details: `${subject.kind} cannot be redeemed: the limit of ${refusal.limit} is reached`,
          })
        : violatedRule('redemption', refusal.ruleId, refusal.message ?? null, subject);
    case 'counter_unknown':
      return apiError('redemption_rules_violated', {
        details: `${subject.kind} cannot be redeemed: its limit cannot be checked here`,
      });
    case 'bundle_missing':
      return apiError('order_rules_violated', {
        details: `${subject.kind} cannot be redeemed: the bundle is not complete`,
      });
    case 'products_unmatched':
      return apiError('missing_order_items', {
        details: `At least one applicable order item is required to redeem this ${typeNames[subject.kind]}`,
      });
    case 'input_missing':
      return apiError('missing_parameters', {
        details: `Please add ${inputNames[refusal.input]} to validate the voucher.`,
      });
    case 'definition_broken':
      return apiError('invalid_validation_rules', {details: `${refusal.where} ${refusal.message}`});
    case 'excluded_by_exclusive':
      return apiError('exclusion_rules_not_met', {
        details: 'Redeemable cannot be combined with an exclusive redeemable',
      });
    case 'exclusive_limit_reached':
      return apiError('applicable_exclusive_redeemables_limit_exceeded', {
        details: `At most ${refusal.limit} exclusive redeemables can be applied to one order`,
      });
    case 'exclusive_category_limit_reached':
      return apiError('applicable_exclusive_redeemables_per_category_limit_exceeded', {
        details: `At most ${refusal.limit} redeemables of category ${refusal.categoryId} can be applied to one order`,
      });
    case 'category_limit_reached':
      return apiError('applicable_redeemables_per_category_limit_exceeded', {
        details: `At most ${refusal.limit} redeemables of category ${refusal.categoryId} can be applied to one order`,
      });
    case 'disabled':
      return subject.isTier ? inactiveTier(subject, 'is disabled') : apiError('voucher_disabled', {details});
    case 'campaign_disabled':
      return apiError('campaign_not_active', {
        details: `Campaign ${refusal.campaignId} is disabled`,
        resource_id: refusal.campaignId,
        resource_type: 'campaign',
      });
    case 'not_started':
      return subject.isTier
        ? inactiveTier(subject, 'is not active yet')
        : apiError('voucher_not_active', {details});
    case 'expired':
      return subject.isTier ? inactiveTier(subject, 'has expired') : apiError('voucher_expired', {details});
    case 'limit_reached':
    case 'lease_empty':
    case 'trust_exceeded':
      return apiError('quantity_exceeded', {details});
    case 'card_empty':
      return apiError('gift_amount_exceeded', {details: `${details} has no credits left`});
    case 'gift_amount_exceeded':
      return apiError('gift_amount_exceeded', {
        details: `${details} has ${refusal.availableMinor} credits, ${refusal.requestedMinor} were requested`,
      });
    case 'customer_required':
      return apiError('missing_customer', {details: 'Customer is required to validate rules'});
    case 'rules_not_met':
      return violatedRule(refusal.subject, refusal.ruleId, refusal.message, subject);
    case 'order_required':
      return apiError('missing_order', {details: 'Order is required to validate rules'});
    case 'amount_missing':
      return apiError('missing_amount', {
        details: `Amount is required when redeeming a ${typeNames[subject.kind]}`,
      });
    case 'items_missing':
      return apiError('missing_order_items', {
        details: `At least one applicable order item is required to redeem this ${typeNames[subject.kind]}`,
      });
    case 'items_amount_missing':
      return apiError('missing_order_items_amount', {
        details: `At least one applicable order item with amount is required to redeem this ${typeNames[subject.kind]}`,
      });
    case 'redeemables_limit_reached':
    case 'applicable_limit_reached':
      return apiError('applicable_redeemables_limit_exceeded', {
        details: `At most ${refusal.limit} redeemables can be applied to one order`,
      });
    case 'no_effect':
      return apiError('no_effect', {details: 'Redeemable would take nothing off this order'});
    case 'duplicate':
      return apiError('duplicated_redeemables', {
        details: 'Duplicated redeemables detected in one redemption',
      });
    case 'preceding_refused':
      return apiError('preceding_validation_failed', {
        details: 'Redeemable was not tried because one before it cannot be applied',
      });
    default:
      return unreachable(refusal);
  }
}

function inactiveTier(subject: Subject, why: string): ApiProblem {
  return apiError('promotion_inactive', {details: `Promotion Tier with id: ${subject.id} ${why}.`});
}

function violatedRule(
  about: Extract<Refusal, {code: 'rules_not_met'}>['subject'],
  ruleId: string,
  message: string | null,
  subject: Subject,
): ApiProblem {
  const keys = {
    customer: 'customer_rules_violated',
    order: 'order_rules_violated',
    redemption: 'redemption_rules_violated',
  } as const;
  return apiError(keys[about], {
    details: `${subject.kind} cannot be redeemed because of violated validation rules: ${ruleId}`,
    ...(message === null ? {} : {error: {message}}),
  });
}
