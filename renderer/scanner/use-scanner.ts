import {useEffect, useEffectEvent} from 'react';
import {isReplayed, replayKeys} from './replay-keys.ts';
import {
  type Detector,
  idleDetector,
  type KeyPress,
  onKey,
  onSilence,
  plainScanner,
  type ScanEffect,
  type Step,
  silenceMs,
} from './scan-detector.ts';

const pendingPauseMs = 10;

export interface ScannerEvents {
  readonly onScan: (text: string) => void;
  /** The scanner fired twice at one code. */
  readonly onDuplicate: (text: string) => void;
}

/**
 * Listens for a keyboard-wedge scanner while the component is shown: at the window, before anything else, wherever the
 * focus is. Stays out of passwords and of whatever is marked `data-no-scan`.
 */
export function useScanner({onScan, onDuplicate}: ScannerEvents): void {
  const scanned = useEffectEvent(onScan);
  const doubled = useEffectEvent(onDuplicate);
  useEffect(
    () =>
      listen(effect => {
        if (effect.kind === 'scan') scanned(effect.text);
        else if (effect.kind === 'duplicate') doubled(effect.text);
        else replayKeys(effect.keys);
      }),
    [],
  );
}

function listen(handle: (effect: ScanEffect) => void): () => void {
  let detector: Detector = idleDetector;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function follow(step: Step): void {
    detector = step.detector;
    clearTimeout(timer);
    if (detector.held.length > 0) timer = setTimeout(silence, silenceMs);
    for (const effect of step.effects) handle(effect);
  }
  function silence(): void {
    // Keys that wait behind a busy page are no silence: they came in time.
    if (isInputPending()) {
      timer = setTimeout(silence, pendingPauseMs);
      return;
    }
    follow(onSilence(detector, performance.now(), plainScanner));
  }
  function keydown(event: KeyboardEvent): void {
    if (event.isComposing || isReplayed(event) || isPrivate(document.activeElement)) return;
    const step = onKey(detector, pressOf(event), plainScanner);
    if (step.hold) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    follow(step);
  }

  window.addEventListener('keydown', keydown, {capture: true});
  return () => {
    window.removeEventListener('keydown', keydown, {capture: true});
    clearTimeout(timer);
  };
}

/** Chromium tells whether keys are waiting to be delivered; elsewhere nobody does. */
function isInputPending(): boolean {
  const {scheduling} = navigator as {readonly scheduling?: {isInputPending?: () => boolean}};
  return scheduling?.isInputPending?.() ?? false;
}

function pressOf(event: KeyboardEvent): KeyPress {
  const {key, code, shiftKey: shift, repeat, timeStamp: atMs} = event;
  return {key, code, shift, repeat, atMs, command: event.ctrlKey || event.altKey || event.metaKey};
}

function isPrivate(element: Element | null): boolean {
  if (element === null) return false;
  return element.closest('[data-no-scan]') !== null || element.matches('input[type=password]');
}
