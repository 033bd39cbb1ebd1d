import {expect, test} from 'vitest';
import {readConfig} from './config.ts';

test('nothing set gives the defaults, and an empty variable is not set', () => {
  expect(readConfig({PORT: '', DATABASE_URL: ''})).toEqual({
    ok: true,
    config: {
      PORT: 4100,
      HOST: '127.0.0.1',
      DATA_DIR: '.data',
      ALLOWED_ORIGINS: [],
      TRUSTED_PROXIES: [],
      CURRENCY: 'EUR',
    },
  });
});

test('origins are a list, without a slash at the end', () => {
  const reading = readConfig({ALLOWED_ORIGINS: ' https://till.example/, ,https://b.example'});
  expect(reading.ok && reading.config.ALLOWED_ORIGINS).toEqual(['https://till.example', 'https://b.example']);
});

test('proxies are addresses and networks', () => {
  const reading = readConfig({TRUSTED_PROXIES: '10.0.0.0/8, ::1'});
  expect(reading.ok && reading.config.TRUSTED_PROXIES).toEqual(['10.0.0.0/8', '::1']);
});

test.each([
  ['PORT', '0'],
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['CURRENCY', 'euro'],
  ['TRUSTED_PROXIES', 'everybody'],
  ['TRUSTED_PROXIES', '10.0.0.0/64'],
  ['DATABASE_URL', 'mysql://root:geheim@db/x'],
])('%s=%s is refused by name, without its value', (name, value) => {
  const reading = readConfig({[name]: value});
  expect(reading.ok).toBe(false);
  expect(!reading.ok && reading.problem).toContain(`${name}: `);
  expect(!reading.ok && reading.problem).not.toContain('geheim');
});
