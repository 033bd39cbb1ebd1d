/** A small ticket that says one thing and its state, in words and with an icon as well as by colour. */
import {Button as AriaButton} from 'react-aria-components/Button';
import styles from './chip.module.css';
import {classNames} from './class-names.ts';
import {Icon, type IconName} from './icon.tsx';

export type ChipTone = 'good' | 'wait' | 'bad' | 'busy';

const toneIcons: Readonly<Record<ChipTone, IconName>> = {
  good: 'check',
  wait: 'hourglass',
  bad: 'cross',
  busy: 'hourglass',
};

export interface ChipProps {
  readonly tone: ChipTone;
  readonly label: string;
  /** What it comes to: an amount, or what is missing. */
  readonly detail: string;
  readonly onPress: () => void;
  /** What a screen reader says instead of label and detail. */
  readonly spoken: string;
  readonly onRemove?: () => void;
  readonly removeLabel?: string;
}

export function Chip({tone, label, detail, onPress, spoken, onRemove, removeLabel}: ChipProps) {
  return (
    <span className={classNames(styles['chip'], styles[tone])}>
      <AriaButton className={styles['main'] ?? ''} aria-label={spoken} onPress={onPress}>
        <span className={styles['badge']}>
          <Icon name={toneIcons[tone]} size="s" />
        </span>
        <span className={styles['label']}>{label}</span>
        <span className={styles['detail']}>{detail}</span>
      </AriaButton>
      {onRemove && (
        <AriaButton
          className={styles['remove'] ?? ''}
          aria-label={removeLabel ?? `Remove ${label}`}
          onPress={onRemove}
        >
          <Icon name="cross" size="s" />
        </AriaButton>
      )}
    </span>
  );
}
