/**
 * Every way the REST API says no, in Voucherify's words (semantics.md I): an HTTP status, a stable `key`, a message
 * and the place or thing it is about in `details`. A command returns an `ApiProblem`; the edge throws it as an
 * `ApiError` and adds the request's id.
 */

/** Keys with their HTTP status and their usual message. */
const catalogue = {
  already_rolled_back: [400, 'Already rolled back'],
  no_effect: [400, 'No effect'],
  applicable_redeemables_limit_exceeded: [400, 'Applicable redeemables limit exceeded'],
  applicable_exclusive_redeemables_limit_exceeded: [400, 'Applicable exclusive redeemables limit exceeded'],
  applicable_exclusive_redeemables_per_category_limit_exceeded: [
    400,
    'Applicable exclusive redeemables per category limit exceeded',
  ],
  applicable_redeemables_per_category_limit_exceeded: [
    400,
    'Applicable redeemables per category limit exceeded',
  ],
  exclusion_rules_not_met: [400, 'Exclusion rules not met'],
  invalid_redeemables: [400, 'Invalid redeemables'],
  loyalty_card_points_exceeded: [400, 'loyalty card points exceeded'],
  missing_parameters: [400, 'Missing parameters'],
  missing_reward: [400, 'Missing reward'],
  promotion_not_active_now: [400, 'promotion not active now'],
  referrer_not_permitted_to_redeem: [400, 'voucher cannot be redeemed by referrer'],
  voucher_not_active_now: [400, 'voucher not active now'],
  campaign_not_active: [400, 'campaign is not active'],
  customer_rules_violated: [400, 'customer does not match segment rules'],
  enrolment_code_expired: [400, 'This enrolment code has expired'],
  enrolment_code_unknown: [400, 'There is no such enrolment code'],
  enrolment_code_used: [400, 'This enrolment code was used already'],
  duplicated_redeemables: [400, 'Duplicated redeemables detected'],
  forbidden: [403, 'Forbidden'],
  gift_amount_exceeded: [400, 'gift amount exceeded'],
  invalid_campaign: [400, 'Invalid Campaign'],
  invalid_code_config: [400, 'Invalid code config'],
  invalid_customer: [400, 'Invalid customer'],
  invalid_order: [400, 'Invalid order'],
  invalid_payload: [400, 'Invalid payload'],
  invalid_query_params: [400, 'Invalid query params'],
  invalid_redemption: [400, 'Invalid redemption'],
  invalid_redemption_parent: [400, 'Invalid redemption parent'],
  invalid_validation_rules: [400, 'Invalid Validation Rule Definition'],
  invalid_voucher: [400, 'Invalid Voucher'],
  missing_amount: [400, 'Missing amount'],
  missing_customer: [400, 'Missing customer'],
  missing_order: [400, 'Missing order'],
  missing_order_items: [400, 'Missing order items'],
  missing_order_items_amount: [400, 'Missing applicable order items'],
  multiple_requests: [400, 'Multiple requests'],
  order_rules_violated: [400, 'order does not match validation rules'],
  preceding_validation_failed: [400, 'Preceding validation failed'],
  promotion_inactive: [400, 'Inactive Promotion'],
  quantity_exceeded: [400, 'quantity exceeded'],
  redemption_rules_violated: [400, 'redemption does not match validation rules'],
  voucher_disabled: [400, 'voucher is disabled'],
  voucher_expired: [400, 'voucher expired'],
  voucher_not_active: [400, 'voucher not active'],
  unauthorized: [401, 'Unauthorized'],
  signature_invalid: [401, 'The signature is missing or not of the till’s key'],
  token_expired: [401, 'This token has ended'],
  token_request_stale: [401, 'This request for a token is too old or was used already'],
  till_revoked: [403, 'This till was revoked'],
  not_found: [404, 'Resource not found'],
  duplicate_found: [409, 'Duplicated resource found'],
  state_changed: [409, 'It is no longer as it was shown'],
  must_refetch: [409, 'This place in the feed is not known: read it from the start again'],
  payload_too_large: [413, 'Payload too large'],
  unsupported_media_type: [415, 'Unsupported media type'],
  too_many_requests: [429, 'Too many requests hit the API too quickly.'],
  internal_error: [500, 'Internal server error'],
  service_unavailable: [503, 'Service unavailable'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type ApiErrorKey = keyof typeof catalogue;

/** A refusal of the REST API before the edge gives it a request id. `code` is the HTTP status. */
export interface ApiProblem {
  readonly code: number;
  readonly key: ApiErrorKey;
  readonly message: string;
  readonly details?: string;
  readonly resource_id?: string;
  readonly resource_type?: string;
  /** A validation rule's own text. */
  readonly error?: {readonly message: string};
  /** The server's time, where the caller's was too far off. */
  readonly server_ms?: number;
}

/** The body a client reads. */
export interface ApiErrorBody extends ApiProblem {
  readonly request_id: string;
}

/** A command's answer: what was asked for, or why not. */
export type Outcome<T> =
  | {readonly ok: true; readonly value: T}
  | {readonly ok: false; readonly problem: ApiProblem};

/** The problem for `key`, with its status and usual message unless `more` says otherwise. */
export function apiError(key: ApiErrorKey, more: Partial<Omit<ApiProblem, 'code' | 'key'>> = {}): ApiProblem {
  const [code, message] = catalogue[key];
  return {code, key, message, ...more};
}

/** `Cannot find voucher with id X`, as Voucherify says it for every resource. */
export function notFound(resourceType: string, id: string): ApiProblem {
  return apiError('not_found', {
    details: `Cannot find ${resourceType} with id ${id}`,
    resource_id: id,
    resource_type: resourceType,
  });
}

/** `Duplicated campaign exists with name X`. */
export function duplicateFound(
  resourceType: string,
  by: 'id' | 'name' | 'source_id',
  value: string,
): ApiProblem {
  return apiError('duplicate_found', {
    details: `Duplicated ${resourceType} exists with ${by} ${value}`,
    resource_id: value,
    resource_type: resourceType,
  });
}

export function done<T>(value: T): Outcome<T> {
  return {ok: true, value};
}

export function refused(problem: ApiProblem): {readonly ok: false; readonly problem: ApiProblem} {
  return {ok: false, problem};
}

/** A problem on its way through the edge; its handler answers `problem` with the request's id. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: ApiProblem;
  readonly statusCode: number;

  constructor(problem: ApiProblem) {
    super(problem.details === undefined ? problem.message : `${problem.message}: ${problem.details}`);
    this.problem = problem;
    this.statusCode = problem.code;
  }
}
