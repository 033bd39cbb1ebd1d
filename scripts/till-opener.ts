/**
 * Decides what `npm start` opens, and the one line that says which and why.
 * Electron when its binary is there; else the default browser; else nothing but the address.
 */
export type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The Electron executable, when it is there. */
  readonly electronBinary: string | undefined;
};

export type TillOpening = {
  readonly with: 'electron' | 'browser' | 'nothing';
  readonly line: string;
};

export function chooseTillOpening(
  {platform, env, electronBinary}: Surroundings,
  address: string,
): TillOpening {
  const showsWindows = platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
  if (env['NO_OPEN'] === '1') return {with: 'nothing', line: `Till: ${address} (not opened: NO_OPEN=1)`};
  if (!showsWindows)
    return {with: 'nothing', line: `Till: ${address} (not opened: this machine shows no windows)`};
  if (electronBinary !== undefined)
    return {with: 'electron', line: `Till: in Electron, whose binary is there (in a browser: ${address})`};
  const why = 'no Electron binary; npx install-electron brings it';
  return {with: 'browser', line: `Till: ${address} in your default browser (${why})`};
}
