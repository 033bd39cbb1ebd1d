import type {Selectable} from 'kysely';
import {z} from 'zod';
import {type ApplicableToWire, applicableToWire} from '../../../shared/api/validation-rule-body.ts';
import type {ValidationRuleId} from '../../../shared/kernel/id.ts';
import {isoTime, isoTimeOrNull} from '../iso-time.ts';
import type {Database} from '../tables.ts';

/** A validation rule as kept: what it means in Voucherify's shape, as it was sent; null is what was not sent. */
export interface RuleRecord {
  readonly id: ValidationRuleId;
  readonly name: string;
  readonly type: string;
  readonly contextType: string;
  readonly rules: Readonly<Record<string, unknown>>;
  readonly bundleRules: Readonly<Record<string, unknown>> | null;
  readonly applicableTo: ApplicableToWire | null;
  readonly error: {readonly message: string} | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

const members = z.record(z.string(), z.unknown());
const notSent = z.strictObject({}).transform(() => null);

export function toRuleRecord(row: Selectable<Database['validation_rule']>): RuleRecord {
  return {
    id: row.rule_id,
    name: row.name,
    type: row.type,
    contextType: row.context_type,
    rules: members.parse(row.rules),
    bundleRules: members.nullable().parse(row.bundle_rules),
    applicableTo: applicableToWire.or(notSent).parse(row.applicable_to),
    error: z.object({message: z.string()}).nullable().parse(row.error),
    version: row.version,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTimeOrNull(row.updated_at),
  };
}
