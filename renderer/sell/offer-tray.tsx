import {memo, useRef, useState} from 'react';
import {Button} from '../design/button.tsx';
import {Chip, type ChipTone} from '../design/chip.tsx';
import {useFocusKept} from '../design/use-focus-kept.ts';
import type {OfferChip} from './offer-chips.ts';
import styles from './offer-tray.module.css';

export interface OfferTrayProps {
  readonly chips: readonly OfferChip[];
  /** Codes the server is being asked about. */
  readonly checking: readonly string[];
  readonly onWhy: (chip: OfferChip) => void;
  readonly onRemove: (code: string) => void;
  /** The chip that had the focus went, and there is none left. */
  readonly onFocusLost: () => void;
}

const tones: Readonly<Record<OfferChip['state'], ChipTone>> = {
  applied: 'good',
  waiting: 'wait',
  refused: 'bad',
};
const stateWords: Readonly<Record<OfferChip['state'], string>> = {
  applied: 'applied',
  waiting: 'waiting',
  refused: 'refused',
};

/** Automatic promotions that are not there yet: more than these wait behind a button. */
const mostHints = 2;

/** Every code and offer on this order: applied, waiting or refused, said in words, with an icon and by colour. */
export const OfferTray = memo(function OfferTray(props: OfferTrayProps) {
  const {chips, checking, onWhy, onRemove, onFocusLost} = props;
  const tray = useRef<HTMLUListElement>(null);
  const [showsAll, setShowsAll] = useState(false);
  const hints = chips.filter(isHint);
  const hidden = showsAll ? [] : hints.slice(mostHints);
  const shown = chips.filter(chip => !hidden.includes(chip));
  useFocusKept(tray, index => {
    const chip = tray.current?.children[Math.min(index, shown.length - 1)];
    const last = [...(chip?.querySelectorAll('button') ?? [])].at(-1);
    if (last === undefined) onFocusLost();
    else last.focus();
  });
  if (chips.length === 0) return null;
  return (
    <ul ref={tray} className={styles['tray']} aria-label="Offers on this order">
      {shown.map(chip => (
        <li key={chip.key} className={styles['offer']}>
          <OfferButton
            chip={chip}
            isChecking={chip.code !== null && checking.includes(chip.code) && chip.state !== 'applied'}
            onWhy={onWhy}
            onRemove={onRemove}
          />
        </li>
      ))}
      {hints.length > mostHints && (
        <li>
          <Button look="quiet" onPress={() => setShowsAll(!showsAll)}>
            {showsAll ? 'Show fewer' : `${hidden.length} more in reach`}
          </Button>
        </li>
      )}
    </ul>
  );
});

/** A promotion nobody asked for that would apply if the order were another. */
function isHint({code, state}: OfferChip): boolean {
  return code === null && state === 'waiting';
}

interface OfferButtonProps extends Pick<OfferTrayProps, 'onWhy' | 'onRemove'> {
  readonly chip: OfferChip;
  readonly isChecking: boolean;
}

function OfferButton({chip, isChecking, onWhy, onRemove}: OfferButtonProps) {
  const {code, name, state} = chip;
  const detail = isChecking ? 'asking the server' : chip.detail;
  return (
    <Chip
      tone={isChecking ? 'busy' : tones[state]}
      label={name}
      detail={detail}
      spoken={`${name}: ${isChecking ? 'checking' : stateWords[state]}, ${detail}`}
      onPress={() => onWhy(chip)}
      {...(code === null ? {} : {onRemove: () => onRemove(code), removeLabel: `Take ${name} off`})}
    />
  );
}
