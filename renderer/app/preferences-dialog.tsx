import {useState} from 'react';
import {Button} from '../design/button.tsx';
import {Dialog} from '../design/dialog.tsx';
import {playSound, soundsOn, switchSounds} from '../design/sounds.ts';
import {ThemeSwitch} from '../design/theme-switch.tsx';
import styles from './preferences-dialog.module.css';

/** How this machine looks and sounds. */
export function PreferencesDialog({onClose}: {readonly onClose: () => void}) {
  const [hasSounds, setSounds] = useState(soundsOn);
  const toggle = () => {
    switchSounds(!hasSounds);
    setSounds(!hasSounds);
    playSound('ok');
  };
  return (
    <Dialog isOpen title="Look and sound" onClose={onClose}>
      <div className={styles['preferences']}>
        <ThemeSwitch />
        <Button icon={hasSounds ? 'sound' : 'silence'} aria-pressed={hasSounds} onPress={toggle}>
          {hasSounds ? 'Sounds are on' : 'Sounds are off'}
        </Button>
      </div>
    </Dialog>
  );
}
