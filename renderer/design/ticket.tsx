/** A sheet that tears: its body, a row of perforations, and the stub that stays behind. */
import type {ReactNode} from 'react';
import {classNames} from './class-names.ts';
import styles from './ticket.module.css';

export interface TicketProps {
  readonly children: ReactNode;
  readonly stub: ReactNode;
  /** The body takes what height there is and scrolls. */
  readonly fill?: boolean;
}

export function Ticket({children, stub, fill}: TicketProps) {
  return (
    <div className={classNames(styles['ticket'], fill && styles['fill'])}>
      <div className={styles['body']}>{children}</div>
      <div className={styles['seam']} aria-hidden="true" />
      <div className={styles['stub']}>{stub}</div>
    </div>
  );
}
