import type {Event, WebContents, WebContentsWillFrameNavigateEventParams} from 'electron';
import {isTillAddress} from './till-address.ts';

/** Keeps `contents` on the till's own pages: no other address, no second window, no embedded guest. */
export function lockNavigation(contents: WebContents): void {
  const stayHere = (event: Event<WebContentsWillFrameNavigateEventParams>): void => {
    if (!isTillAddress(event.url)) event.preventDefault();
  };
  contents.on('will-frame-navigate', stayHere);
  contents.on('will-redirect', event => {
    if (!isTillAddress(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.setWindowOpenHandler(() => ({action: 'deny'}));
}
