/** Runs the real preload in an isolated world of the page, before any script of the page. */
import {randomBytes} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {codec, preloadHost, worldBridge} from './page-scripts.mjs';

const isolatedWorld = 'standin-preload';
const {enc, dec} = codec();

/** `receive` gets what the preload sends and the id of the world it came from. */
export async function installPreload(cdp, preload, receive) {
  const secret = JSON.stringify(randomBytes(8).toString('hex'));
  const onlyTop = 'if (window !== window.top) return;';
  await cdp.send('Runtime.addBinding', {name: '__standinSend', executionContextName: isolatedWorld});
  cdp.on('Runtime.bindingCalled', event => {
    if (event.name === '__standinSend') void receive(dec(event.payload), event.executionContextId);
  });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `(() => { ${onlyTop} (${worldBridge})(${secret}, 'M', 'P'); })()`,
  });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: isolatedWorld,
    source: `(() => {
      ${onlyTop}
      const run = (require, module, process) => {
        const exports = module.exports;
        (() => {\n${readFileSync(preload, 'utf8')}\n})();
      };
      (${preloadHost})((${codec})(), (${worldBridge})(${secret}, 'P', 'M'), text => __standinSend(text), run);
    })()`,
  });
}

/** Hands a message to the preload that runs in the world `contextId`. */
export async function tellPreload(cdp, contextId, message) {
  const expression = `__standinRecv(${JSON.stringify(enc(message))})`;
  // The page may be gone by the time the answer is there.
  await cdp.send('Runtime.evaluate', {contextId, expression}).catch(() => undefined);
}
