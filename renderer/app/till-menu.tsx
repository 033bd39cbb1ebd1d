import {Menu, MenuItem, MenuTrigger} from 'react-aria-components/Menu';
import {Popover} from 'react-aria-components/Popover';
import type {Staff} from '../../shared/protocol/staff.ts';
import {Button} from '../design/button.tsx';
import {Icon} from '../design/icon.tsx';
import styles from './till-menu.module.css';

export interface TillMenuProps {
  readonly staff: Staff;
  readonly onReceipts: () => void;
  readonly onPreferences: () => void;
  readonly onSignOut: () => void;
}

/** Who is signed in, and what is not needed for every sale. */
export function TillMenu({staff, onReceipts, onPreferences, onSignOut}: TillMenuProps) {
  return (
    <MenuTrigger>
      <Button look="quiet" icon="person">
        {staff.name}
      </Button>
      <Popover className={styles['popover'] ?? ''} placement="bottom end">
        <Menu className={styles['menu'] ?? ''} aria-label="Till">
          <MenuItem className={styles['item'] ?? ''} onAction={onReceipts}>
            <Icon name="receipt" /> Last receipts
          </MenuItem>
          <MenuItem className={styles['item'] ?? ''} onAction={onPreferences}>
            <Icon name="sun" /> Look and sound
          </MenuItem>
          <MenuItem className={styles['item'] ?? ''} onAction={onSignOut}>
            <Icon name="lock" /> Sign out
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
