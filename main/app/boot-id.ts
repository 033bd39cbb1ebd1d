import {execFileSync} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';

/**
 * Names the machine's current run, from power-on to power-off. Where the system gives no such name (Windows) each start
 * of the program gets its own: intervals are then trusted less often, never wrongly.
 */
export function readBootId(platform: NodeJS.Platform): string {
  try {
    if (platform === 'linux') return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    if (platform === 'darwin')
      return execFileSync('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'], {encoding: 'utf8'}).trim();
  } catch {
    // Sandboxed or stripped systems hide it; the start's own name serves.
  }
  return randomUUID();
}
