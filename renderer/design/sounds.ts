/** Three short sounds that can be told apart with eyes on the customer. Never the only sign of anything. */
export type Sound = 'ok' | 'unknown' | 'attention' | 'tick';

const storageKey = 'counterfoil.sounds';

/** Frequencies in Hz, played one after the other. */
const tunes: Readonly<Record<Sound, readonly number[]>> = {
  ok: [1320],
  unknown: [330, 247],
  attention: [880, 660, 880],
  tick: [180],
};
const noteMs = 70;

let context: AudioContext | undefined;

export function soundsOn(): boolean {
  return localStorage.getItem(storageKey) !== 'off';
}

export function switchSounds(on: boolean): void {
  localStorage.setItem(storageKey, on ? 'on' : 'off');
}

export function playSound(sound: Sound): void {
  if (!soundsOn() || typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  const startsAt = context.currentTime;
  tunes[sound].forEach((frequency, index) => {
    playNote(frequency, startsAt + (index * noteMs) / 1000, sound === 'tick' ? 0.02 : 0.06);
  });
}

function playNote(frequency: number, startsAt: number, loudness: number): void {
  if (context === undefined) return;
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(loudness, startsAt);
  volume.gain.exponentialRampToValueAtTime(0.0001, startsAt + noteMs / 1000);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(startsAt);
  oscillator.stop(startsAt + noteMs / 1000);
}
