import {Label} from 'react-aria-components/Label';
import {ProgressBar} from 'react-aria-components/ProgressBar';
import styles from './progress.module.css';

export interface ProgressProps {
  readonly label: string;
  /** 0–1; null while nobody knows how much there is. */
  readonly share: number | null;
  readonly detail?: string;
}

/** How far something is. The bar is an SVG, so that its length needs no inline style. */
export function Progress({label, share, detail}: ProgressProps) {
  const percent = share === null ? 0 : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <ProgressBar
      className={styles['progress'] ?? ''}
      value={percent}
      isIndeterminate={share === null}
      {...(detail ? {valueLabel: detail} : {})}
    >
      <span className={styles['words']}>
        <Label>{label}</Label>
        <span className={styles['detail']}>{detail ?? (share === null ? '' : `${percent} %`)}</span>
      </span>
      <svg className={styles['bar']} viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles['track']} width="100" height="2" />
        <rect
          className={share === null ? styles['moving'] : styles['done']}
          width={share === null ? 30 : percent}
          height="2"
        />
      </svg>
    </ProgressBar>
  );
}
