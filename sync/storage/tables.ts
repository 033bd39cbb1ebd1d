/**
 * The book of record as Kysely sees it; migrations/ is the schema, this file only names its columns.
 * int8 arrives as a number (database.ts asserts that it is exact), timestamptz as a Date, date as `YYYY-MM-DD`.
 */

import type {ColumnType, Generated, GeneratedAlways} from 'kysely';
import type {ProjectSettings} from '../../shared/decision/facts.ts';
import type {
  CampaignId,
  CustomerId,
  DeviceId,
  EditId,
  LeaseId,
  NoticeId,
  OperationId,
  OrderId,
  OverrideId,
  ProductId,
  ProjectId,
  PromotionTierId,
  RedemptionId,
  SegmentId,
  StaffId,
  StoreId,
  ValidationRuleId,
  VoucherId,
} from '../../shared/kernel/id.ts';
import type {Metadata} from '../../shared/kernel/metadata.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {LeaseState} from '../../shared/ledger/server-lease.ts';
import type {EditableKind} from '../../shared/merge/editable.ts';
import type {FieldOutcome} from '../../shared/merge/merge-edit.ts';
import type {Cart} from '../../shared/order/cart.ts';
import type {PricedLine, PricedOrder} from '../../shared/order/priced-order.ts';
import type {ConflictClass, ConflictEvent, Resolution} from '../../shared/protocol/conflict.ts';
import type {DocumentKind} from '../../shared/protocol/document.ts';
import type {PublicKey} from '../../shared/protocol/enrol.ts';
import type {OperationOutcome} from '../../shared/protocol/operation.ts';
import type {Tender} from '../../shared/protocol/sale.ts';
import type {Chunk} from '../../shared/protocol/snapshot.ts';
import type {PinVerifier} from '../../shared/protocol/staff.ts';
import type {CampaignType, OfflineTerms} from '../../shared/redeemables/campaign.ts';
import type {JsonText} from './jsonb.ts';

/** Written with `jsonb(value)`, so that nobody hands pg an array, which it would take for a PostgreSQL array. */
type Jsonb<T> = ColumnType<T, JsonText<T>, JsonText<T>>;
type JsonbOrNull<T> = ColumnType<T | null, JsonText<T> | null | undefined, JsonText<T> | null>;
type JsonbWithDefault<T> = ColumnType<T, JsonText<T> | undefined, JsonText<T>>;
type Timestamp = ColumnType<Date, Date, Date>;
type TimestampOrNull = ColumnType<Date | null, Date | null | undefined, Date | null>;
type TimestampWithDefault = ColumnType<Date, Date | undefined, Date>;
type OrNull<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** JSON in Voucherify's own shape: whoever reads it parses it. */
type WireJson = unknown;

export type KeyAudience = 'server' | 'client' | 'management';
export type DeviceStatus = 'waiting' | 'active' | 'revoked';

interface ProjectTable {
  project_id: ProjectId;
  name: string;
  settings: Jsonb<Omit<ProjectSettings, 'kind' | 'id' | 'version'>>;
  settings_version: Generated<number>;
  token_secret: Buffer;
  created_at: TimestampWithDefault;
}

interface ApiKeyTable {
  project_id: ProjectId;
  app_id: string;
  audience: KeyAudience;
  token_sha256: Buffer;
  created_at: TimestampWithDefault;
}

interface StoreTable {
  project_id: ProjectId;
  store_id: StoreId;
  source_id: string;
  name: string;
  address_lines: JsonbWithDefault<readonly string[]>;
  version: Generated<number>;
  created_at: TimestampWithDefault;
}

interface StaffTable {
  project_id: ProjectId;
  staff_id: StaffId;
  name: string;
  role: 'cashier' | 'manager';
  pin: Jsonb<PinVerifier>;
  active: Generated<boolean>;
  version: Generated<number>;
  store_id: OrNull<StoreId>;
  created_at: TimestampWithDefault;
}

interface DeviceTable {
  project_id: ProjectId;
  device_id: DeviceId;
  store_id: StoreId;
  number: number;
  name: string;
  status: DeviceStatus;
  epoch: Generated<number>;
  token_sha256: OrNull<Buffer>;
  enrol_nonce: OrNull<string>;
  shell: OrNull<string>;
  journal: OrNull<string>;
  lease_version: Generated<number>;
  clock_skew_ms: OrNull<number>;
  enrolled_at: TimestampOrNull;
  last_seen_at: TimestampOrNull;
  created_at: TimestampWithDefault;
  public_key: JsonbOrNull<PublicKey>;
  token_expires_at: TimestampOrNull;
  former_token_sha256: OrNull<Buffer>;
  former_token_until: TimestampOrNull;
  live_until: TimestampOrNull;
}

interface TokenNonceTable {
  project_id: ProjectId;
  device_id: DeviceId;
  nonce: string;
  used_at: Timestamp;
}

interface BatchSignatureTable {
  project_id: ProjectId;
  device_id: DeviceId;
  epoch: number;
  head_sequence: number;
  head_hash: string;
  key_epoch: number;
  signed_text: string;
  signature: string;
  received_at: Timestamp;
}

interface DeviceEpochTable {
  project_id: ProjectId;
  device_id: DeviceId;
  epoch: number;
  applied_sequence: Generated<number>;
  head_hash: OrNull<string>;
  session: OrNull<string>;
  former_session: OrNull<string>;
  suspect_session: OrNull<string>;
  standing: Generated<'good' | 'fenced' | 'revoked'>;
  public_key: JsonbOrNull<PublicKey>;
}

interface EnrolmentCodeTable {
  project_id: ProjectId;
  code_sha256: Buffer;
  device_id: DeviceId;
  expires_at: Timestamp;
  used_at: TimestampOrNull;
}

interface ValidationRuleTable {
  project_id: ProjectId;
  rule_id: ValidationRuleId;
  name: string;
  type: string;
  context_type: string;
  rules: Jsonb<WireJson>;
  bundle_rules: JsonbOrNull<WireJson>;
  /** `{}` where none was sent: then `rules` may say which products are discounted. */
  applicable_to: Jsonb<WireJson>;
  error: JsonbOrNull<WireJson>;
  version: Generated<number>;
  created_at: TimestampWithDefault;
  updated_at: TimestampOrNull;
}

interface RuleAssignmentTable {
  project_id: ProjectId;
  assignment_id: string;
  rule_id: ValidationRuleId;
  related_object_type: 'campaign' | 'voucher' | 'promotion_tier';
  related_object_id: string;
  created_at: TimestampWithDefault;
}

interface SegmentTable {
  project_id: ProjectId;
  segment_id: SegmentId;
  name: string;
  created_at: TimestampWithDefault;
}

interface ProductTable {
  project_id: ProjectId;
  product_id: ProductId;
  source_id: OrNull<string>;
  name: OrNull<string>;
  price_minor: OrNull<number>;
  attributes: JsonbWithDefault<readonly string[]>;
  image_url: OrNull<string>;
  metadata: JsonbWithDefault<Metadata>;
  version: Generated<number>;
  created_at: TimestampWithDefault;
  updated_at: TimestampOrNull;
}

interface CustomerTable {
  project_id: ProjectId;
  customer_id: CustomerId;
  source_id: OrNull<string>;
  name: OrNull<string>;
  description: OrNull<string>;
  email: OrNull<string>;
  phone: OrNull<string>;
  birthdate: OrNull<string>;
  address: JsonbOrNull<WireJson>;
  metadata: JsonbWithDefault<Metadata>;
  version: Generated<number>;
  created_at: TimestampWithDefault;
  updated_at: TimestampOrNull;
}

interface SegmentMemberTable {
  project_id: ProjectId;
  segment_id: SegmentId;
  customer_id: CustomerId;
}

interface CampaignTable {
  project_id: ProjectId;
  campaign_id: CampaignId;
  name: string;
  description: OrNull<string>;
  campaign_type: CampaignType;
  type: 'AUTO_UPDATE' | 'STATIC' | 'STANDALONE';
  voucher_template: JsonbOrNull<WireJson>;
  starts_at: TimestampOrNull;
  ends_at: TimestampOrNull;
  windows: JsonbOrNull<WireJson>;
  active: Generated<boolean>;
  category: OrNull<string>;
  metadata: JsonbWithDefault<Metadata>;
  offline: JsonbWithDefault<OfflineTerms>;
  version: Generated<number>;
  created_at: TimestampWithDefault;
  updated_at: TimestampOrNull;
}

interface PromotionTierTable {
  project_id: ProjectId;
  tier_id: PromotionTierId;
  campaign_id: CampaignId;
  name: string;
  banner: OrNull<string>;
  discount: Jsonb<WireJson>;
  hierarchy: number;
  starts_at: TimestampOrNull;
  ends_at: TimestampOrNull;
  windows: JsonbOrNull<WireJson>;
  active: Generated<boolean>;
  metadata: JsonbWithDefault<Metadata>;
  version: Generated<number>;
  created_at: TimestampWithDefault;
  updated_at: TimestampOrNull;
}

interface VoucherTable {
  project_id: ProjectId;
  voucher_id: VoucherId;
  code: string;
  code_key: string;
  campaign_id: OrNull<CampaignId>;
  type: 'DISCOUNT_VOUCHER' | 'GIFT_VOUCHER';
  discount: JsonbOrNull<WireJson>;
  gift: JsonbOrNull<WireJson>;
  uses_limit: OrNull<number>;
  category: OrNull<string>;
  starts_at: TimestampOrNull;
  ends_at: TimestampOrNull;
  windows: JsonbOrNull<WireJson>;
  active: Generated<boolean>;
  additional_info: OrNull<string>;
  metadata: JsonbWithDefault<Metadata>;
  home_store: OrNull<string>;
  version: Generated<number>;
  created_at: TimestampWithDefault;
  updated_at: TimestampOrNull;
}

/** Where and by whom an order was sold; null for orders made by REST. */
export interface TillBlock {
  readonly deviceId: DeviceId;
  readonly storeId: StoreId;
  readonly staffId: StaffId;
  readonly receiptNumber: string;
  readonly tenders: readonly Tender[];
  readonly changeMinor: number;
}

/** `order.redemptions` of the REST answer, by redemption id. */
export type OrderRedemptions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface SalesOrderTable {
  project_id: ProjectId;
  order_id: OrderId;
  source_id: OrNull<string>;
  status: 'CREATED' | 'PAID' | 'CANCELED' | 'FULFILLED';
  customer_id: OrNull<CustomerId>;
  cart: Jsonb<Cart>;
  lines: Jsonb<readonly PricedLine[]>;
  totals: Jsonb<Omit<PricedOrder, 'lines'>>;
  redemptions: JsonbWithDefault<OrderRedemptions>;
  metadata: JsonbWithDefault<Metadata>;
  till: JsonbOrNull<TillBlock>;
  created_at: TimestampWithDefault;
  updated_at: TimestampOrNull;
}

interface RedemptionTable {
  project_id: ProjectId;
  /** `r_…`, `rf_…` for a failed one, `rr_…` for a rollback. */
  redemption_id: string;
  parent_id: OrNull<string>;
  kind: 'single' | 'parent' | 'child' | 'failed' | 'rollback';
  rolls_back: OrNull<string>;
  rolled_back_by: OrNull<string>;
  object: 'voucher' | 'promotion_tier' | 'redemption';
  redeemable_id: OrNull<VoucherId | PromotionTierId>;
  campaign_id: OrNull<CampaignId>;
  customer_id: OrNull<CustomerId>;
  order_id: OrNull<OrderId>;
  tracking_id: OrNull<string>;
  amount_minor: OrNull<number>;
  discount_minor: Generated<number>;
  /** The order after this redeemable, as decided; the presenter turns it into Voucherify's shape. */
  order_snapshot: JsonbOrNull<PricedOrder>;
  metadata: JsonbWithDefault<Metadata>;
  failure: JsonbOrNull<{readonly key: string; readonly message: string; readonly details: string | null}>;
  reason: OrNull<string>;
  channel: Jsonb<RedemptionChannel>;
  redeemed_at: Timestamp;
  recorded_at: TimestampWithDefault;
  /** Counted in `redemption_tally`. */
  tallied: Generated<boolean>;
}

interface RedemptionTallyTable {
  project_id: ProjectId;
  redeemable_id: VoucherId | PromotionTierId;
  quantity: number;
  amount_minor: number;
}

/** Where a redemption came from: the REST API, or a till (`channel_id` is its device id). */
export interface RedemptionChannel {
  readonly channel_id: string;
  readonly channel_type: 'API' | 'USER';
}

interface AccountTable {
  project_id: ProjectId;
  account: AccountKey;
  limit_units: number;
  committed: Generated<number>;
  held: Generated<number>;
  over_units: Generated<number>;
  /** The limit that is meant, where a cut waits for units to come back; null where it is `limit_units`. */
  target_units: OrNull<number>;
  exposure_units: Generated<number>;
}

interface LeaseTable {
  project_id: ProjectId;
  lease_id: LeaseId;
  account: AccountKey;
  device_id: DeviceId;
  epoch: number;
  granted: number;
  consumed: Generated<number>;
  refunded: Generated<number>;
  returned: Generated<number>;
  recalled: Generated<boolean>;
  written_off: Generated<number>;
  awaiting: Generated<number>;
  state: Generated<LeaseState>;
  spend_past_expiry: Generated<boolean>;
  counted_to: Generated<number | null>;
  expires_at: Timestamp;
  granted_at: TimestampWithDefault;
  /** What a sale in progress needs: units until so many were consumed in all; since when. */
  keep_to: OrNull<number>;
  needed_at: TimestampOrNull;
}

interface EntryTable {
  project_id: ProjectId;
  entry_id: GeneratedAlways<number>;
  account: AccountKey;
  amount: number;
  redemption_id: string;
  lease_id: OrNull<LeaseId>;
  reverses: OrNull<number>;
  reversed: Generated<number>;
  granted_by: OrNull<'trust' | 'override'>;
  at: TimestampWithDefault;
}

/** A rollback by REST of what a till sold, until that till is known to have heard of it. */
interface ReversalNoticeTable {
  project_id: ProjectId;
  notice_id: NoticeId;
  device_id: DeviceId;
  epoch: number;
  order_id: OrderId;
  redemption_id: RedemptionId;
  account: AccountKey;
  amount: number;
  voided: Generated<number>;
  lease_id: OrNull<LeaseId>;
  entry_id: number;
  noticed_at: TimestampWithDefault;
  settled_at: Timestamp | null;
}

interface OperationTable {
  project_id: ProjectId;
  device_id: DeviceId;
  epoch: number;
  sequence: number;
  operation_id: OperationId | string;
  hash: string;
  kind: string;
  body: string;
  occurred_at: Timestamp;
  received_at: TimestampWithDefault;
  outcome: OperationOutcome;
  detail: OrNull<string>;
  forked: Generated<boolean>;
}

interface OverrideUseTable {
  project_id: ProjectId;
  override_id: OverrideId;
  operation_id: OperationId;
}

interface ConflictTable {
  project_id: ProjectId;
  conflict_id: string;
  class: ConflictClass;
  device_id: OrNull<DeviceId>;
  operation_id: OrNull<string>;
  account: OrNull<AccountKey>;
  amount: OrNull<number>;
  detail: string;
  opened_at: TimestampWithDefault;
  status: Generated<'open' | 'resolved'>;
  money_minor: OrNull<number>;
  evidence: JsonbWithDefault<Readonly<Record<string, unknown>>>;
  resolution: OrNull<Resolution>;
  resolved_at: TimestampOrNull;
}

interface ConflictEventTable {
  project_id: ProjectId;
  conflict_id: string;
  event_id: GeneratedAlways<number>;
  at: Timestamp;
  actor: StaffId | 'server';
  event: ConflictEvent['event'];
  note: OrNull<string>;
}

interface DocumentTable {
  project_id: ProjectId;
  kind: DocumentKind;
  id: string;
  version: number;
  position: OrNull<number>;
  deleted: Generated<boolean>;
  body: Jsonb<unknown>;
  slot: OrNull<number>;
  scope: OrNull<StoreId>;
  narrowed: Generated<boolean>;
}

interface FeedHeadTable {
  project_id: ProjectId;
  head: Generated<number>;
  feed: Generated<string>;
  forgotten: Generated<number>;
}

interface SnapshotTable {
  project_id: ProjectId;
  format: number;
  buckets: number;
  position: number;
  vouchers: number;
  chunks: Jsonb<readonly Chunk[]>;
  built_at: TimestampWithDefault;
}

interface SnapshotBuilderTable {
  project_id: ProjectId;
}

interface SnapshotChunkTable {
  project_id: ProjectId;
  sha256: string;
  body: Buffer;
  retired_at: TimestampOrNull;
}

interface DocumentVersionTable {
  project_id: ProjectId;
  kind: DocumentKind;
  id: string;
  version: number;
  hash: string;
  published_at: TimestampWithDefault;
}

interface FieldWriteTable {
  project_id: ProjectId;
  kind: EditableKind;
  document_id: string;
  path: string;
  version: number;
  at: Timestamp;
}

interface DocumentEditTable {
  project_id: ProjectId;
  edit_id: EditId;
  operation_id: OrNull<string>;
  device_id: OrNull<DeviceId>;
  staff_id: StaffId;
  kind: EditableKind;
  document_id: string;
  base_version: number;
  version: OrNull<number>;
  result: 'merged' | 'archived' | 'ended' | 'gone';
  fields: Jsonb<readonly FieldOutcome[]>;
  edited_at: Timestamp;
  merged_at: Timestamp;
}

interface ArchivedDocumentTable {
  project_id: ProjectId;
  kind: DocumentKind;
  document_id: string;
  version: number;
  body: Jsonb<unknown>;
  archived_at: Timestamp;
  archived_by: string;
}

interface CustomerKeyTable {
  project_id: ProjectId;
  customer_id: CustomerId;
  key: Buffer;
  created_at: TimestampWithDefault;
}

interface ErasureTable {
  project_id: ProjectId;
  erasure_id: string;
  customer_id: CustomerId;
  erased_at: Timestamp;
  summary: Jsonb<Readonly<Record<string, number>>>;
}

export interface Database {
  project: ProjectTable;
  api_key: ApiKeyTable;
  store: StoreTable;
  staff: StaffTable;
  device: DeviceTable;
  device_epoch: DeviceEpochTable;
  token_nonce: TokenNonceTable;
  batch_signature: BatchSignatureTable;
  enrolment_code: EnrolmentCodeTable;
  validation_rule: ValidationRuleTable;
  rule_assignment: RuleAssignmentTable;
  segment: SegmentTable;
  product: ProductTable;
  customer: CustomerTable;
  segment_member: SegmentMemberTable;
  campaign: CampaignTable;
  promotion_tier: PromotionTierTable;
  voucher: VoucherTable;
  sales_order: SalesOrderTable;
  redemption: RedemptionTable;
  redemption_tally: RedemptionTallyTable;
  account: AccountTable;
  lease: LeaseTable;
  entry: EntryTable;
  reversal_notice: ReversalNoticeTable;
  operation: OperationTable;
  override_use: OverrideUseTable;
  conflict: ConflictTable;
  conflict_event: ConflictEventTable;
  document: DocumentTable;
  feed_head: FeedHeadTable;
  document_version: DocumentVersionTable;
  snapshot: SnapshotTable;
  snapshot_chunk: SnapshotChunkTable;
  snapshot_builder: SnapshotBuilderTable;
  field_write: FieldWriteTable;
  document_edit: DocumentEditTable;
  archived_document: ArchivedDocumentTable;
  customer_key: CustomerKeyTable;
  erasure: ErasureTable;
}
