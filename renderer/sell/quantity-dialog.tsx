import {useState} from 'react';
import {Button} from '../design/button.tsx';
import {Dialog} from '../design/dialog.tsx';
import {NumberPad, type PadKey} from '../design/number-pad.tsx';
import {TextField} from '../design/text-field.tsx';
import {mostUnits, type SaleLine} from '../sale/sale-content.ts';
import styles from './quantity-dialog.module.css';

export interface QuantityDialogProps {
  readonly line: SaleLine;
  readonly onClose: () => void;
  readonly onQuantity: (quantity: number) => void;
}

/** Asks how many. Zero takes the line off; a barcode scanned into it is not a quantity. */
export function QuantityDialog({line, onClose, onQuantity}: QuantityDialogProps) {
  const [text, setText] = useState(String(line.quantity));
  const [isUntouched, setUntouched] = useState(true);
  const quantity = /^\d{1,4}$/.test(text) ? Number(text) : null;
  const press = (key: PadKey) => {
    setText(before => afterKey(isUntouched ? '' : before, key));
    setUntouched(false);
  };
  return (
    <Dialog isOpen title={`Quantity of ${line.name}`} width="narrow" onClose={onClose}>
      <form
        className={styles['form']}
        data-no-scan
        onSubmit={event => {
          event.preventDefault();
          if (quantity !== null) onQuantity(quantity);
        }}
      >
        <TextField
          label="Units"
          figures
          autoFocus
          inputMode="numeric"
          value={text}
          onFocus={event => event.target instanceof HTMLInputElement && event.target.select()}
          onChange={value => {
            setUntouched(false);
            setText(value);
          }}
          error={quantity === null ? `A whole number up to ${mostUnits}.` : null}
        />
        <NumberPad label="Units" beside="clear" onKey={press} />
        <Button type="submit" look="primary" isDisabled={quantity === null}>
          {quantity === 0 ? 'Remove the line' : 'Set quantity'}
        </Button>
      </form>
    </Dialog>
  );
}

function afterKey(text: string, key: PadKey): string {
  if (key === 'clear') return '';
  return key === 'back' ? text.slice(0, -1) : `${text}${key}`.slice(0, 4);
}
