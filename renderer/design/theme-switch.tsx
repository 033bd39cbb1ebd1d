import {useState} from 'react';
import {Label} from 'react-aria-components/Label';
import {Radio, RadioGroup} from 'react-aria-components/RadioGroup';
import {chooseTheme, readThemeChoice, type ThemeChoice, themeChoices} from './theme.ts';
import styles from './theme-switch.module.css';

const names: Readonly<Record<ThemeChoice, string>> = {
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

/** Picks the look of this machine. */
export function ThemeSwitch() {
  const [choice, setChoice] = useState(readThemeChoice);
  const choose = (value: string) => {
    const picked = themeChoices.find(theme => theme === value) ?? 'system';
    setChoice(picked);
    chooseTheme(picked);
  };
  return (
    <RadioGroup className={styles['group'] ?? ''} value={choice} onChange={choose}>
      <Label className={styles['label'] ?? ''}>Look</Label>
      <div className={styles['choices']}>
        {themeChoices.map(theme => (
          <Radio key={theme} value={theme} className={styles['choice'] ?? ''}>
            {names[theme]}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
