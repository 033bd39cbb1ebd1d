import type {ReactNode} from 'react';
import {classNames} from './class-names.ts';
import styles from './key-cap.module.css';

/** The name of a key, drawn as a key. `quiet`: a hint that screen readers skip. */
export function KeyCap({children, quiet}: {readonly children: ReactNode; readonly quiet?: boolean}) {
  return (
    <kbd className={classNames(styles['key'], quiet && styles['quiet'])} aria-hidden={quiet}>
      {children}
    </kbd>
  );
}
