/** Asks the application before a page goes anywhere: will-frame-navigate, will-navigate, will-redirect. */
import {cancelable} from './cancelable.mjs';
import {fromWeb} from './protocol.mjs';

/** `isOwn` tells a load the application itself asked for; Electron raises no event for those. */
export async function watchNavigation(cdp, webContents, mainFrameId, isOwn) {
  cdp.on('Fetch.requestPaused', event => {
    const {requestId, request, frameId, redirectedRequestId} = event;
    const url = fromWeb(request.url);
    const isMainFrame = frameId === mainFrameId;
    const allowed =
      (isMainFrame && isOwn(url)) || ask(webContents, url, isMainFrame, redirectedRequestId !== undefined);
    const answer = allowed
      ? cdp.send('Fetch.continueRequest', {requestId})
      : cdp.send('Fetch.failRequest', {requestId, errorReason: 'Aborted'});
    answer.catch(() => undefined);
  });
  await cdp.send('Fetch.enable', {
    patterns: [{urlPattern: '*', resourceType: 'Document', requestStage: 'Request'}],
  });
}

function ask(webContents, url, isMainFrame, isRedirect) {
  const names = isRedirect
    ? ['will-redirect']
    : ['will-frame-navigate', ...(isMainFrame ? ['will-navigate'] : [])];
  return names.every(name => {
    const event = cancelable({url, isMainFrame, isSameDocument: false});
    webContents.emit(name, event, url);
    return !event.defaultPrevented;
  });
}
