import styles from './brand-mark.module.css';

/** The mark: a voucher, its perforation, and the stub that stays behind, ticked. */
export function BrandMark({size = 'm', named}: {readonly size?: 'm' | 'l'; readonly named?: boolean}) {
  return (
    <span className={`${styles['brand']} ${styles[size]}`}>
      <svg className={styles['mark']} viewBox="0 0 40 28" aria-hidden="true">
        <path
          className={styles['stub']}
          d="M3 0h9.200v2.400a1.800 1.800 0 0 0 0 3.600v3.200a1.800 1.800 0 0 0 0 3.600v2.400a1.800 1.800 0 0 0 0 3.600v2.600a1.800 1.800 0 0 0 0 3.600V28H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"
        />
        <path
          className={styles['voucher']}
          d="M15.800 0H37a3 3 0 0 1 3 3v22a3 3 0 0 1-3 3H15.800v-2.600a1.800 1.800 0 0 0 0-3.600v-2.600a1.800 1.800 0 0 0 0-3.600v-2.400a1.800 1.800 0 0 0 0-3.600V6a1.800 1.800 0 0 0 0-3.600z"
        />
        <path className={styles['tick']} d="M22 14.200l4.200 4.200 8-8.800" />
      </svg>
      {named && <span className={styles['name']}>Counterfoil</span>}
    </span>
  );
}
