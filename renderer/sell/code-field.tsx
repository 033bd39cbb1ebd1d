/**
 * One field for every kind of code: coupon, gift card, referral. Several may be pasted at once. What became of the
 * last ones is said right below, in a sentence.
 */
import {memo, type RefObject, useState} from 'react';
import {Button} from '../design/button.tsx';
import {Icon} from '../design/icon.tsx';
import {TextField} from '../design/text-field.tsx';
import styles from './code-field.module.css';
import {splitCodes} from './split-codes.ts';

export interface CodeResult {
  readonly code: string;
  readonly state: 'applied' | 'waiting' | 'refused' | 'checking';
  readonly text: string;
}

export interface CodeFieldProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onCodes: (codes: readonly string[]) => void;
  /** What became of the codes entered last. */
  readonly results: readonly CodeResult[];
}

export const CodeField = memo(function CodeField({inputRef, onCodes, results}: CodeFieldProps) {
  const [text, setText] = useState('');
  const enter = () => {
    const codes = splitCodes(text);
    if (codes.length === 0) return;
    setText('');
    onCodes(codes);
  };
  return (
    <section className={styles['code']} aria-label="Codes">
      <form
        onSubmit={event => {
          event.preventDefault();
          enter();
        }}
      >
        <TextField
          label="Code or gift card"
          labelHidden
          icon="tag"
          placeholder="Coupon, gift card, any code"
          shortcut="F3"
          inputRef={inputRef}
          value={text}
          onChange={setText}
          autoComplete="off"
          autoCorrect="off"
          spellCheck="false"
          figures
        >
          <Button type="submit" look="quiet" isDisabled={text.trim() === ''}>
            Apply
          </Button>
        </TextField>
      </form>
      {results.length > 0 && (
        <ul className={styles['results']} aria-label="What became of the code">
          {results.map(result => (
            <ResultLine key={result.code} result={result} />
          ))}
        </ul>
      )}
    </section>
  );
});

const icons = {applied: 'check', waiting: 'hourglass', refused: 'cross', checking: 'hourglass'} as const;

function ResultLine({result: {code, state, text}}: {readonly result: CodeResult}) {
  return (
    <li className={`${styles['result']} ${styles[state]}`}>
      <Icon name={icons[state]} size="s" />
      <span>
        <strong>{code}</strong> {text}
      </span>
    </li>
  );
}
