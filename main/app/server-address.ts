/**
 * The sync server that whoever started the program named, to be offered at enrolment; null when none was named or the
 * address is not one a till may talk to: TLS anywhere, plain HTTP on this machine only.
 */
export function serverAddress(named: string | undefined): string | null {
  if (named === undefined || !URL.canParse(named)) return null;
  const {protocol, hostname, origin} = new URL(named);
  const isLocal = hostname === '127.0.0.1' || hostname === 'localhost';
  return protocol === 'https:' || (protocol === 'http:' && isLocal) ? origin : null;
}
