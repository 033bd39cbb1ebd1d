import {mkdirSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';

/** What the launcher (test/electron/desktop.ts) tells the stand-in through the environment. */
const {STANDIN_APP_DIR, STANDIN_USER_DATA, STANDIN_NO_KEYSTORE, STANDIN_HEADED, CHROMIUM_PATH} = process.env;
if (!STANDIN_APP_DIR || !STANDIN_USER_DATA)
  throw new Error('STANDIN_APP_DIR and STANDIN_USER_DATA must be set');

export const settings = {
  appDir: resolve(STANDIN_APP_DIR),
  userData: resolve(STANDIN_USER_DATA),
  hasKeyStore: STANDIN_NO_KEYSTORE !== '1',
  headless: STANDIN_HEADED !== '1',
  chromium: CHROMIUM_PATH,
};
mkdirSync(settings.userData, {recursive: true});

export const appPackage = JSON.parse(readFileSync(join(settings.appDir, 'package.json'), 'utf8'));
