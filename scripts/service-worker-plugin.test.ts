import {expect, test} from 'vitest';
import {listPrecache, precacheProblem} from './service-worker-plugin.ts';
import {webAppManifest} from './web-app-manifest.ts';

const built = {'/index.html': '<html>', '/assets/main-1.js': 'a', '/assets/main-1.js.map': '{}'};

function versionOf(
  files: Readonly<Record<string, string>>,
  template = 'worker',
  serverPaths = ['/v1'],
): string {
  return listPrecache(new Map(Object.entries(files)), template, serverPaths).version;
}

test('every file is kept but source maps, in an order that does not depend on the build', () => {
  expect(listPrecache(new Map(Object.entries(built)), 'worker', ['/v1']).files).toEqual([
    '/assets/main-1.js',
    '/index.html',
  ]);
});

test('the version follows what the till would run, and nothing else', () => {
  const version = versionOf(built);
  expect(versionOf({'/assets/main-1.js': 'a', '/index.html': '<html>'})).toBe(version);
  expect(versionOf({...built, '/index.html': '<html lang="de">'})).not.toBe(version);
  expect(versionOf({...built, '/beep.ogg': 'b'})).not.toBe(version);
  expect(versionOf(built, 'another worker')).not.toBe(version);
  expect(versionOf(built, 'worker', ['/v1', '/sync'])).not.toBe(version);
});

test('a bundle that could not start offline, or lacks its icon, stops the build', () => {
  const icons = webAppManifest.icons.map(icon => icon.src);
  const whole = new Map(['/index.html', ...icons].map(path => [path, '']));
  expect(precacheProblem(whole, webAppManifest)).toBeUndefined();
  expect(precacheProblem(new Map([['/index.html', '']]), webAppManifest)).toContain('/icon-192.png');
  expect(precacheProblem(new Map(icons.map(path => [path, ''])), webAppManifest)).toContain('index.html');
});
