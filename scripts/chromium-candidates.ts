/** Where an installed Chromium or Chrome usually is, most trusted first. Absolute paths on every platform. */
export function chromiumCandidates(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (platform === 'darwin') return macCandidates(env['HOME']);
  if (platform === 'win32')
    return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
      .filter(folder => folder !== undefined)
      .flatMap(folder => [
        `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
        `${folder}\\Chromium\\Application\\chrome.exe`,
        `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
      ]);
  const folders = (env['PATH'] ?? '').split(':').filter(folder => folder.startsWith('/'));
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.flatMap(name => folders.map(folder => `${folder}/${name}`));
}

function macCandidates(home: string | undefined): readonly string[] {
  const apps = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];
  const folders = ['/Applications', ...(home === undefined ? [] : [`${home}/Applications`])];
  return apps.flatMap(app => folders.map(folder => `${folder}/${app}`));
}
