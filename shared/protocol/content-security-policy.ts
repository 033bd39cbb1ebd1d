/**
 * What a till page may load, as data: the Electron main process and the sync server both serve the same bundle
 * and must hold it to the same policy.
 *
 * Always true: no inline script, no eval, no script from elsewhere, no frame in either direction.
 */
export const tillPolicy = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  /** The hash is the one style element react-aria adds, for pressable parts; a test recomputes it. */
  'style-src': ["'self'", "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  /** The sync server is anywhere over TLS, or on this machine. */
  'connect-src': ["'self'", 'https:', 'http://127.0.0.1:*', 'http://localhost:*'],
  'worker-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
} as const satisfies Record<string, readonly string[]>;

/** The value of a `Content-Security-Policy` header. */
export function policyHeader(policy: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}
