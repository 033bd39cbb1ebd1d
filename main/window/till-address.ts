/** Where the till's pages live inside Electron: a scheme of our own, so that its origin and its database never change. */
export const tillScheme = 'app';
const tillHost = 'counterfoil';
export const tillAddress = `${tillScheme}://${tillHost}/`;

/** True for a page of the till. Not by prefix: `app://counterfoil.evil/` and `app://x@counterfoil/` are none. */
export function isTillAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const {protocol, host, username, password} = new URL(address);
  return protocol === `${tillScheme}:` && host === tillHost && username === '' && password === '';
}
