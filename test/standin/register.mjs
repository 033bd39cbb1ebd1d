// node --import ./test/standin/register.mjs dist/main/main.js  →  the bare name "electron" resolves to the stand-in.
import {register} from 'node:module';

const target = JSON.stringify(new URL('./electron.mjs', import.meta.url).href);
const hook = `export const resolve = (name, context, next) =>
  name === 'electron' || name.startsWith('electron/') ? {url: ${target}, shortCircuit: true} : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
