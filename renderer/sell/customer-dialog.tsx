import {useState} from 'react';
import {Autocomplete} from 'react-aria-components/Autocomplete';
import {ListBox, ListBoxItem} from 'react-aria-components/ListBox';
import type {Customer} from '../../shared/customer/customer.ts';
import {Button} from '../design/button.tsx';
import {Dialog} from '../design/dialog.tsx';
import {TextField} from '../design/text-field.tsx';
import type {SaleCustomer} from '../sale/sale-content.ts';
import type {TillDatabases} from '../till-db/open-till-databases.ts';
import {searchCustomers} from '../till-db/search-customers.ts';
import {useLive} from '../till-db/use-live.ts';
import styles from './customer-dialog.module.css';
import {hasPicked} from './has-picked.ts';

export interface CustomerDialogProps {
  readonly db: TillDatabases;
  readonly current: SaleCustomer | null;
  readonly onClose: () => void;
  readonly onAttach: (customer: SaleCustomer | null) => void;
}

const mostFound = 12;

/** Finds a customer by phone, name or e-mail, and attaches or detaches them. */
export function CustomerDialog({db, current, onClose, onAttach}: CustomerDialogProps) {
  const [text, setText] = useState('');
  const query = text.trim();
  const found = useLive(() => searchCustomers(db, query, mostFound), [db, query]);
  const attach = (customer: Customer | undefined) => {
    if (customer !== undefined) onAttach({id: customer.id, name: nameOf(customer), phone: customer.phone});
  };
  /** Enter takes the first one, also before the list is there. */
  const attachFirst = async () => attach((await searchCustomers(db, query, 1))[0]);
  return (
    <Dialog isOpen title="Customer" onClose={onClose}>
      <div className={styles['customer']}>
        {current && (
          <div className={styles['current']}>
            <span>
              <strong>{current.name}</strong> {current.phone}
            </span>
            <Button icon="cross" onPress={() => onAttach(null)}>
              Detach
            </Button>
          </div>
        )}
        <Autocomplete inputValue={text} onInputChange={setText}>
          <TextField
            label="Phone, name or e-mail"
            icon="search"
            autoFocus
            autoComplete="off"
            spellCheck="false"
            onKeyDown={event => {
              if (event.key === 'Enter' && !hasPicked(event.target as Element)) void attachFirst();
            }}
          />
          <ListBox
            aria-label="Customers found"
            className={styles['found'] ?? ''}
            items={found ?? []}
            onAction={key => attach(found?.find(({id}) => id === key))}
            renderEmptyState={() => <p className={styles['none']}>{emptyText(query, found)}</p>}
          >
            {customer => (
              <ListBoxItem id={customer.id} textValue={nameOf(customer)} className={styles['item'] ?? ''}>
                <strong>{nameOf(customer)}</strong>
                <span>{customer.phone}</span>
                <span className={styles['mail']}>{customer.email}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </Autocomplete>
      </div>
    </Dialog>
  );
}

function nameOf({name, phone, email}: Customer): string {
  return name ?? phone ?? email ?? 'Customer without a name';
}

function emptyText(query: string, found: readonly Customer[] | undefined): string {
  if (query === '') return 'The last four digits of the phone are enough.';
  return found === undefined ? 'Searching …' : `Nobody found for “${query}”.`;
}
