import type {ReactNode} from 'react';
import styles from './spoken.module.css';

/** Words for screen readers only. `as` gives them their place in the page: a heading, or part of a sentence. */
export function Spoken({
  as: Tag = 'span',
  children,
}: {
  readonly as?: 'span' | 'h1';
  readonly children: ReactNode;
}) {
  return <Tag className={styles['spoken']}>{children}</Tag>;
}
