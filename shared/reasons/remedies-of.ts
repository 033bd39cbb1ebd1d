import type {Refusal, Remedy} from './refusal.ts';

/**
 * What would mend a refusal; empty where nothing that the cashier or customer can do would. A rule set is mended only
 * when all that has to pass can be.
 */
export function remediesOf(refusal: Refusal): readonly Remedy[] {
  if (refusal.code === 'rules_not_met') {
    const remedies = refusal.failed.map(({remedy}) => remedy);
    return remedies.includes(null) ? [] : once(remedies.filter(remedy => remedy !== null));
  }
  const remedy = remedyOf(refusal);
  return remedy === null ? [] : [remedy];
}

function remedyOf(refusal: Refusal): Remedy | null {
  const {code} = refusal;
  if (code === 'bundle_missing') return {kind: 'complete_bundle', missing: refusal.missing};
  if (code === 'customer_required') return {kind: 'attach_customer'};
  if (code === 'input_missing' && refusal.input === 'customer_id') return {kind: 'attach_customer'};
  if (code === 'not_started') return {kind: 'come_back', atMs: refusal.startsAtMs};
  if (code === 'not_now' && refusal.opensAtMs !== null) return {kind: 'come_back', atMs: refusal.opensAtMs};
  if (code === 'excluded_by_exclusive' && refusal.byId !== null) return {kind: 'swap', foundId: refusal.byId};
  return null;
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
