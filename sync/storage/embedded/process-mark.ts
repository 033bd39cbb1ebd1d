import {readFile} from 'node:fs/promises';

/**
 * Tells a running process from a later one with the same number, where the system says when it started (Linux:
 * boot id and start tick); an empty text where it does not.
 */
export async function processMark(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    // The name in parentheses may hold anything; field 22, the start tick, is the 20th after it.
    const startTick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot.trim()}/${startTick}`;
  } catch {
    return '';
  }
}

/** Whether a process with this number exists, ours or not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
