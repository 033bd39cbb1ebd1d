import type {Refusal, Remedy} from './refusal.ts';

/**
 * What would mend a refusal; empty where nothing that the cashier or customer can do would. A rule set is mended only
 * when all that has to pass can be.
 */
export function remediesOf(refusal: Refusal): readonly Remedy[] {
  switch (refusal.code) {
    case 'rules_not_met': {
      const remedies = refusal.failed.map(({remedy}) => remedy);
      return remedies.includes(null) ? [] : once(remedies.filter(remedy => remedy !== null));
    }
    case 'bundle_missing':
      return [{kind: 'complete_bundle', missing: refusal.missing}];
    case 'customer_required':
      return [{kind: 'attach_customer'}];
    case 'input_missing':
      return refusal.input === 'customer_id' ? [{kind: 'attach_customer'}] : [];
    case 'not_started':
      return [{kind: 'come_back', atMs: refusal.startsAtMs}];
    case 'not_now':
      return refusal.opensAtMs === null ? [] : [{kind: 'come_back', atMs: refusal.opensAtMs}];
    case 'excluded_by_exclusive':
      return refusal.byId === null ? [] : [{kind: 'swap', foundId: refusal.byId}];
    default:
      return [];
  }
}

/** Each remedy once; of several amounts the largest, which covers the others. */
function once(remedies: readonly Remedy[]): readonly Remedy[] {
  const kept = new Map<string, Remedy>();
  for (const remedy of remedies) {
    const key = remedy.kind === 'add_amount' ? remedy.kind : JSON.stringify(remedy);
    const known = kept.get(key);
    const isSmaller =
      known?.kind === 'add_amount' &&
      remedy.kind === 'add_amount' &&
      remedy.missingMinor <= known.missingMinor;
    if (!isSmaller) kept.set(key, remedy);
  }
  return [...kept.values()];
}
