import type {ReactNode} from 'react';
import {classNames} from './class-names.ts';
import {Icon, type IconName} from './icon.tsx';
import styles from './notice.module.css';

export interface NoticeProps {
  readonly tone: 'info' | 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

const icons: Readonly<Record<NoticeProps['tone'], IconName>> = {
  info: 'info',
  good: 'check',
  warn: 'warning',
  bad: 'warning',
};

/** Something the person should know before going on, with what can be done about it. */
export function Notice({tone, title, children, actions}: NoticeProps) {
  return (
    <div className={classNames(styles['notice'], styles[tone])} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div className={styles['words']}>
        <p className={styles['title']}>{title}</p>
        {children && <div className={styles['text']}>{children}</div>}
      </div>
      {actions && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
