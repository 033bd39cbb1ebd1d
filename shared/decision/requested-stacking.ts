import type {StackingSettings} from '../stacking/stacking-settings.ts';
import type {DecisionRequest} from './request.ts';

/** Kept with the settings, so that what is made once per settings object is made once for all requests alike. */
const made = new WeakMap<StackingSettings, Map<string, StackingSettings>>();

/** The project's settings with what the request says of its own, which comes before those of categories too (DE15). */
export function requestedStacking(
  stacking: StackingSettings,
  {applicationMode, noEffectRule}: Pick<DecisionRequest, 'applicationMode' | 'noEffectRule'>,
): StackingSettings {
  if (applicationMode === null && noEffectRule === undefined) return stacking;
  const variants = made.get(stacking) ?? new Map<string, StackingSettings>();
  made.set(stacking, variants);
  const name = `${applicationMode} ${noEffectRule}`;
  const known = variants.get(name);
  if (known !== undefined) return known;
  const variant = {...stacking, applicationMode: applicationMode ?? stacking.applicationMode};
  const asked = noEffectRule === undefined ? variant : withNoEffectRule(variant, noEffectRule);
  variants.set(name, asked);
  return asked;
}

function withNoEffectRule(
  stacking: StackingSettings,
  noEffectRule: StackingSettings['noEffectRule'],
): StackingSettings {
  const {noEffectSkipCategories: _skip, noEffectRedeemAnywayCategories: _anyway, ...rest} = stacking;
  return {...rest, noEffectRule};
}
