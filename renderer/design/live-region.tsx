/**
 * What a screen reader is told without moving the focus: one polite voice for results, one assertive for errors.
 * The newest text wins; saying the same twice is heard twice. Stays audible while a dialog is open.
 */
import {createStore, useStore} from 'zustand';
import styles from './live-region.module.css';

interface Voices {
  readonly polite: string;
  readonly assertive: string;
}

const voices = createStore<Voices>(() => ({polite: '', assertive: ''}));

export function announce(text: string, voice: keyof Voices = 'polite'): void {
  voices.setState(before => ({[voice]: before[voice] === text ? `${text}\u00a0` : text}));
}

export function LiveRegion() {
  const {polite, assertive} = useStore(voices);
  return (
    <div className={styles['hidden']} data-live-announcer="true">
      <div role="status" aria-live="polite" aria-label="Announcements">
        {polite}
      </div>
      <div role="alert" aria-live="assertive" aria-label="Errors announced">
        {assertive}
      </div>
    </div>
  );
}
