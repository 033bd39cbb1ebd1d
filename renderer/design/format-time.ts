/** Instants in the words of the shop: its own zone, not the machine's. */
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {tillLocale} from './locale.ts';

/** `14:02`. */
export function formatClock(atMs: EpochMs, timeZone: string): string {
  return formatWith(atMs, {timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
}

/** `20 Nov 2026`. */
export function formatDate(atMs: EpochMs, timeZone: string): string {
  return formatWith(atMs, {timeZone, day: 'numeric', month: 'short', year: 'numeric'});
}

/** `20 Nov 2026, 14:02`. */
export function formatDateTime(atMs: EpochMs, timeZone: string): string {
  return `${formatDate(atMs, timeZone)}, ${formatClock(atMs, timeZone)}`;
}

/** How long something took or lies back: `5 s`, `3 min`, `2 h 10 min`, `4 days`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatWith(atMs: EpochMs, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(tillLocale, options);
  formats.set(key, format);
  return format.format(atMs);
}
