import {Dialog} from '../design/dialog.tsx';
import {KeyCap} from '../design/key-cap.tsx';
import styles from './help-overlay.module.css';

const keys = [
  ['F1', 'This help'],
  ['F2', 'Search products'],
  ['F3', 'Enter a code or gift card'],
  ['F4', 'Quantity of the picked line'],
  ['F5', 'Price check'],
  ['F7', 'Customer'],
  ['F12', 'Pay'],
  ['* 3', 'Three of the next product'],
  ['+ −', 'One more, one less'],
  ['↑ ↓', 'Pick another line'],
  ['Del', 'Remove the picked line'],
  ['Ctrl Z', 'Take the last change back'],
  ['Esc', 'Close, or leave the field'],
] as const;

/** The keys of the sale screen. A scanner needs none: it works wherever the cursor is. */
export function HelpOverlay({onClose}: {readonly onClose: () => void}) {
  return (
    <Dialog isOpen title="Keys" isReading onClose={onClose}>
      <dl className={styles['keys']}>
        {keys.map(([key, action]) => (
          <div key={key} className={styles['row']}>
            <dt>
              {key.split(' ').map(part => (
                <KeyCap key={part}>{part}</KeyCap>
              ))}
            </dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['scanner']}>
        Scan at any time: products and codes find their way wherever the cursor is.
      </p>
    </Dialog>
  );
}
