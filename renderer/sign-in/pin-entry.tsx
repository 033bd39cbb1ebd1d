import {useEffect, useRef, useState} from 'react';
import {Button} from '../design/button.tsx';
import {formatDuration} from '../design/format-time.ts';
import {NumberPad, type PadKey} from '../design/number-pad.tsx';
import {TextField} from '../design/text-field.tsx';
import styles from './pin-entry.module.css';

export interface PinEntryProps {
  readonly name: string;
  /** What is wrong with the last try; null while nothing is. */
  readonly problem: string | null;
  readonly lockedForMs: number;
  readonly isChecking: boolean;
  readonly onPin: (pin: string) => void;
  readonly onBack: () => void;
}

const shortest = 4;
const longest = 8;

/** A PIN by pad or keyboard. Digits only, never shown, and no scanner writes into it. */
export function PinEntry({name, problem, lockedForMs, isChecking, onPin, onBack}: PinEntryProps) {
  const [pin, setPin] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const isLocked = lockedForMs > 0;
  const canTry = pin.length >= shortest && !isChecking && !isLocked;
  const type = (key: PadKey) => {
    input.current?.focus();
    setPin(before => afterKey(before, key));
  };
  // When the pause is over, typing works without another touch.
  useEffect(() => {
    if (!isLocked) input.current?.focus();
  }, [isLocked]);
  // A wrong PIN is typed again from the start.
  useEffect(() => {
    if (problem !== null) setPin('');
  }, [problem]);
  return (
    <form
      className={styles['entry']}
      data-no-scan
      aria-label={`PIN of ${name}`}
      onSubmit={event => {
        event.preventDefault();
        if (canTry) onPin(pin);
      }}
    >
      <header className={styles['head']}>
        <Button look="quiet" icon="undo" onPress={onBack}>
          Someone else
        </Button>
        <h1>{name}</h1>
      </header>
      <TextField
        label="PIN"
        type="password"
        inputMode="numeric"
        autoComplete="off"
        figures
        inputRef={input}
        value={pin}
        onChange={text => setPin(text.replace(/\D/g, '').slice(0, longest))}
        isDisabled={isLocked}
        error={isLocked ? `Too many wrong tries. Wait ${formatDuration(lockedForMs)}.` : problem}
      />
      <NumberPad label="PIN" beside="clear" isDisabled={isLocked} onKey={type} />
      <Button type="submit" look="pay" isDisabled={!canTry && !isChecking}>
        {isChecking ? 'Checking …' : 'Sign in'}
      </Button>
    </form>
  );
}

function afterKey(pin: string, key: PadKey): string {
  if (key === 'clear') return '';
  return key === 'back' ? pin.slice(0, -1) : `${pin}${key}`.slice(0, longest);
}
