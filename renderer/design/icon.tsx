/** Line icons on a 24-unit grid, drawn in the text's own colour. Always beside words, so hidden from screen readers. */
import {classNames} from './class-names.ts';
import styles from './icon.module.css';

const paths = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6.5 6.5l11 11m0-11l-11 11',
  hourglass: 'M7 4h10M7 20h10M8 4c0 5 8 5.5 8 16M16 4c0 5-8 5.5-8 16',
  warning: 'M12 4.5l8.5 15h-17zM12 10v4.5m0 2.4v.1',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5m0-8.2v.1',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm5 11.5l4.5 4.5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20c.8-3.6 3.7-5.5 7.5-5.5s6.700 1.900 7.500 5.500',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  bin: 'M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7M10.500 11v5M13.500 11v5',
  undo: 'M8.500 5L4.500 9l4 4M5 9h8.500a5.500 5.500 0 0 1 0 11H9',
  printer: 'M7 9V4h10v5M7 17H4.500V9h15v8H17M7 14h10v6H7z',
  card: 'M3.500 6h17v12h-17zM3.500 10h17M7 14.500h3',
  cash: 'M3 7h18v10H3zM12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM6 12h.1M18 12h.1',
  gift: 'M4 9.500h16v4H4zM5.500 13.500V20h13v-6.500M12 9.500V20M12 9.500c-2.500 0-5-.800-5-3C7 4 10.800 4 12 9.500zm0 0c2.500 0 5-.800 5-3C17 4 13.200 4 12 9.500z',
  tag: 'M4 4h8l8 8-8 8-8-8zM8 8v.1',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  cloud:
    'M7.500 18.500a4.500 4.500 0 0 1-.4-9 5.500 5.500 0 0 1 10.600 1.300 3.900 3.900 0 0 1-.2 7.700zM9.500 13.500l2 2 3.500-3.800',
  cloudOff:
    'M4 4l16 16M9 6.600a5.500 5.500 0 0 1 8.700 4.200 3.900 3.900 0 0 1 2.200 6.300M6.500 9.600a4.500 4.500 0 0 0 1 8.900h8.500',
  queue: 'M5 6h14M5 12h14M5 18h9',
  help: 'M9 9a3 3 0 1 1 4.300 2.700c-.9.500-1.300 1-1.300 2.300m0 3.400v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  chevron: 'M9 5.500l6.500 6.500L9 18.500',
  backspace: 'M9 6h11v12H9l-6-6zM12 9.500l5 5m0-5l-5 5',
  receipt: 'M6 3.500v17l2-1.500 2 1.500 2-1.500 2 1.500 2-1.500 2 1.500v-17zM9 8.500h6M9 12h6M9 15.500h3',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2m0 15v2M2.500 12h2m15 0h2M5.300 5.300l1.400 1.400m10.600 10.600l1.400 1.400m0-13.400l-1.400 1.400M6.700 17.300l-1.400 1.400',
  sound: 'M4 10v4h3.500l5 4V6l-5 4zM16 9a4 4 0 0 1 0 6M18.500 6.500a8 8 0 0 1 0 11',
  silence: 'M4 10v4h3.500l5 4V6l-5 4zM16 9.500l5 5m0-5l-5 5',
  barcode: 'M4 6v12M7 6v12M9.500 6v12M13 6v12M15 6v12M18 6v12M20.500 6v12',
} as const;

export type IconName = keyof typeof paths;

export function Icon({name, size = 'm'}: {readonly name: IconName; readonly size?: 's' | 'm' | 'l'}) {
  return (
    <svg className={classNames(styles['icon'], styles[size])} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
