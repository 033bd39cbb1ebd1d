import type {RefObject} from 'react';
import {type Currency, currencyExponent} from '../../shared/money/currency.ts';
import type {Minor} from '../../shared/money/minor.ts';
import {Button} from '../design/button.tsx';
import {formatMoney} from '../design/format-money.ts';
import {NumberPad, type PadKey} from '../design/number-pad.tsx';
import {TextField} from '../design/text-field.tsx';
import styles from './amount-entry.module.css';
import {cashPresets} from './cash-presets.ts';
import {parseAmount} from './parse-amount.ts';

export interface AmountEntryProps {
  readonly currency: Currency;
  readonly missingMinor: Minor;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly problem: string | null;
  readonly onCash: () => void;
  readonly onCard: () => void;
  readonly onPreset: (amountMinor: Minor) => void;
}

/** Cash by preset, by pad or by keyboard; card for the amount typed, else for all that is missing. */
export function AmountEntry(props: AmountEntryProps) {
  const {currency, missingMinor, inputRef, text, onText, problem, onCash, onCard, onPreset} = props;
  const exponent = currencyExponent(currency);
  const parsed = parseAmount(text, exponent);
  const amountMinor = text.trim() === '' ? missingMinor : parsed.ok ? parsed.amountMinor : null;
  const amount = amountMinor === null ? '' : ` ${formatMoney(amountMinor, currency)}`;
  const press = (key: PadKey) => onText(key === 'back' ? text.slice(0, -1) : text + key);
  return (
    <div className={styles['entry']}>
      <ul className={styles['presets']} aria-label="Cash handed over">
        {[missingMinor, ...cashPresets(missingMinor, exponent)].map((preset, place) => (
          <li key={preset}>
            <Button icon={place === 0 ? 'check' : 'cash'} onPress={() => onPreset(preset)}>
              {place === 0 ? `Exact ${formatMoney(preset, currency)}` : formatMoney(preset, currency)}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={styles['form']}
        onSubmit={event => {
          event.preventDefault();
          onCash();
        }}
      >
        <TextField
          label="Amount"
          inputRef={inputRef}
          figures
          autoFocus
          inputMode="decimal"
          autoComplete="off"
          placeholder={formatMoney(missingMinor, currency)}
          value={text}
          onChange={onText}
          error={problem}
          hint={
            text !== '' && parsed.ok ? `That is ${formatMoney(parsed.amountMinor, currency)}.` : undefined
          }
        />
        <div className={styles['ways']}>
          <Button type="submit" look="primary" icon="cash">
            {`Cash${amount}`}
          </Button>
          <Button look="primary" icon="card" onPress={onCard}>
            {`Card${amount}`}
          </Button>
        </div>
        <NumberPad label="Amount" beside={exponent === 0 ? '00' : '.'} onKey={press} />
      </form>
    </div>
  );
}
