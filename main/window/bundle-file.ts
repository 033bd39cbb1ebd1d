import {extname, resolve, sep} from 'node:path';

/**
 * The file under `root` that `pathname` (still percent-encoded) asks for; undefined when it asks for anything
 * outside `root` or is not a well-formed path. An address without an extension is a screen of the till, and every
 * screen is index.html.
 */
export function bundleFile(root: string, pathname: string): string | undefined {
  const path = decode(pathname);
  if (path === undefined || path.includes('\0') || path.includes('\\')) return undefined;
  const file = resolve(root, `.${extname(path) === '' ? '/index.html' : path}`);
  return file.startsWith(resolve(root) + sep) ? file : undefined;
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
