import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {policyHeader, tillPolicy} from './content-security-policy.ts';

test('the header names every directive once', () => {
  expect(policyHeader({'default-src': ["'self'"], 'img-src': ["'self'", 'data:']})).toBe(
    "default-src 'self'; img-src 'self' data:",
  );
});

test('nothing inline, nothing evaluated, nothing from anywhere', () => {
  const sources = Object.values(tillPolicy).flat();
  for (const loose of ["'unsafe-inline'", "'unsafe-eval'", '*', 'http:'] as string[])
    expect(sources).not.toContain(loose);
});

test('the style hash is that of the style element in the installed react-aria', () => {
  const source = readFileSync('node_modules/react-aria/dist/private/interactions/usePress.mjs', 'utf8');
  const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1] ?? '';
  const style = /style\.textContent = `([\s\S]*?)`\.trim\(\)/.exec(source)?.[1] ?? '';
  const text = style.replace(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/, attribute).trim();
  const hash = createHash('sha256').update(text).digest('base64');
  expect(tillPolicy['style-src']).toContain(`'sha256-${hash}'`);
});
