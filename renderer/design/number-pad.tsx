/** A pad of digits for touch. It types into whatever the caller holds: each press is one `onKey`. */
import {Button} from './button.tsx';
import styles from './number-pad.module.css';

export type PadKey =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '00'
  | '.'
  | 'back'
  | 'clear';

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const;

export interface NumberPadProps {
  readonly label: string;
  readonly onKey: (key: PadKey) => void;
  /** What stands beside the zero: clear for a PIN, 00 or the decimal separator for amounts. */
  readonly beside: 'clear' | '00' | '.';
  readonly isDisabled?: boolean;
}

export function NumberPad({label, onKey, beside, isDisabled = false}: NumberPadProps) {
  const keys: readonly PadKey[] = [...digits, beside, '0', 'back'];
  return (
    <fieldset className={styles['pad']} aria-label={label} data-no-scan>
      {keys.map(key => (
        <Button
          key={key}
          isDisabled={isDisabled}
          excludeFromTabOrder={key !== '7'}
          {...(key === 'back' ? {icon: 'backspace' as const, 'aria-label': 'Delete last digit'} : {})}
          onPress={() => onKey(key)}
        >
          {key === 'back' ? undefined : key === 'clear' ? 'Clear' : key}
        </Button>
      ))}
    </fieldset>
  );
}
