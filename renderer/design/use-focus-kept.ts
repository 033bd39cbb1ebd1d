/**
 * Keeps the keyboard's place when the thing that had the focus goes away: a chip taken off, a line removed. A browser
 * drops the focus to the page then, and whoever works by keyboard or screen reader would begin again at the top.
 */
import {type RefObject, useEffect, useLayoutEffect, useRef} from 'react';

interface Place {
  readonly element: Element;
  /** Which child of the container it was in. */
  readonly index: number;
}

/** `next` gets the place of the child that went away, and focuses what should have the focus now. */
export function useFocusKept(container: RefObject<Element | null>, next: (index: number) => void): void {
  const last = useRef<Place | null>(null);
  useEffect(() => {
    const note = ({target}: FocusEvent) => {
      last.current = target instanceof Element ? placeIn(container.current, target) : null;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [container]);
  // After every change of the page: nobody else is told when a focused element is taken out of it.
  useLayoutEffect(() => {
    const place = last.current;
    if (place === null || place.element.isConnected) return;
    last.current = null;
    if (document.activeElement === null || document.activeElement === document.body) next(place.index);
  });
}

function placeIn(container: Element | null, element: Element): Place | null {
  if (container === null || !container.contains(element)) return null;
  return {element, index: [...container.children].findIndex(child => child.contains(element))};
}
