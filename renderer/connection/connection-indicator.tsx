import {Button as AriaButton} from 'react-aria-components/Button';
import {Icon} from '../design/icon.tsx';
import type {UplinkStatus} from '../uplink/uplink-status.ts';
import styles from './connection-indicator.module.css';
import {connectionText} from './connection-text.ts';

export interface ConnectionIndicatorProps {
  readonly status: UplinkStatus;
  readonly timeZone: string;
  readonly onPress: () => void;
}

/** Always in sight: whether the server is there, in words, and how much waits for it. Opens the queue. */
export function ConnectionIndicator({status, timeZone, onPress}: ConnectionIndicatorProps) {
  const {tone, label} = connectionText(status, timeZone);
  const waiting = status.queued === 0 ? '' : `${status.queued} to send`;
  return (
    <AriaButton
      className={`${styles['indicator']} ${styles[tone]}`}
      aria-label={`Connection: ${label}${waiting === '' ? '' : `, ${waiting}`}. Open the queue`}
      onPress={onPress}
    >
      <Icon name={tone === 'good' ? 'cloud' : 'cloudOff'} />
      <span className={styles['label']}>{label}</span>
      {waiting !== '' && <span className={styles['waiting']}>{waiting}</span>}
    </AriaButton>
  );
}
