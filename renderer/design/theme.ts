/**
 * Light, dark or high contrast: what the person chose on this machine, else what the system prefers.
 * The choice is a matter of taste, not a fact of the shop, so it lives in localStorage.
 */
export const themeChoices = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const storageKey = 'counterfoil.theme';

export function readThemeChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey);
  return themeChoices.find(choice => choice === stored) ?? 'system';
}

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(storageKey, choice);
  showTheme();
}

/** Applies the choice now and follows the system from here on. Called once, before the first paint. */
export function followTheme(): void {
  for (const query of [darkQuery(), contrastQuery()]) query.addEventListener('change', showTheme);
  showTheme();
}

function showTheme(): void {
  const choice = readThemeChoice();
  document.documentElement.dataset['theme'] = choice === 'system' ? systemTheme() : choice;
}

function systemTheme(): Exclude<ThemeChoice, 'system'> {
  if (contrastQuery().matches) return 'contrast';
  return darkQuery().matches ? 'dark' : 'light';
}

function darkQuery(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}

function contrastQuery(): MediaQueryList {
  return matchMedia('(prefers-contrast: more)');
}
