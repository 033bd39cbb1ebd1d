import type {Verdict} from '../../shared/decision/decision.ts';
import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import type {Remedy} from '../../shared/reasons/refusal.ts';

/** What a refusal says would mend it, each thing once. */
export function remediesOf(verdict: Verdict): Remedy[] {
  if (verdict.status === 'applied') return [];
  const {refusal} = verdict;
  if (refusal.code === 'customer_required') return [{kind: 'attach_customer'}];
  if (refusal.code === 'bundle_missing') return [{kind: 'complete_bundle', missing: refusal.missing}];
  if (refusal.code !== 'rules_not_met') return [];
  const remedies = refusal.failed.flatMap(check => check.remedy ?? []);
  return [...new Map(remedies.map(remedy => [canonicalJson(remedy), remedy])).values()];
}
