import {z} from 'zod';

export const ruleAssignmentWire = z.object({
  id: z.string(),
  rule_id: z.string(),
  related_object_id: z.string(),
  related_object_type: z.enum(['campaign', 'voucher', 'promotion_tier']),
  created_at: z.string(),
  object: z.literal('validation_rules_assignment'),
});
export type RuleAssignmentWire = z.output<typeof ruleAssignmentWire>;

export const ruleAssignmentsWire = z.object({
  object: z.literal('list'),
  data_ref: z.literal('data'),
  data: z.array(ruleAssignmentWire),
  total: z.int(),
});
export type RuleAssignmentsWire = z.output<typeof ruleAssignmentsWire>;

export interface RuleAssignmentView {
  readonly id: string;
  readonly ruleId: string;
  readonly relatedObjectId: string;
  readonly relatedObjectType: 'campaign' | 'voucher' | 'promotion_tier';
  readonly createdAt: string;
}

export function presentRuleAssignment(assignment: RuleAssignmentView): RuleAssignmentWire {
  return {
    id: assignment.id,
    rule_id: assignment.ruleId,
    related_object_id: assignment.relatedObjectId,
    related_object_type: assignment.relatedObjectType,
    created_at: assignment.createdAt,
    object: 'validation_rules_assignment',
  };
}

/** All rules of one object. */
export function presentRuleAssignments(assignments: readonly RuleAssignmentView[]): RuleAssignmentsWire {
  return {
    object: 'list',
    data_ref: 'data',
    data: assignments.map(presentRuleAssignment),
    total: assignments.length,
  };
}
