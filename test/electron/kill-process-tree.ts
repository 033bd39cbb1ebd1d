import {execFileSync} from 'node:child_process';

/** Ends `pid` and everything it started at once, with no chance to tidy up: a power switch for one program. */
export function killProcessTree(pid: number): void {
  if (process.platform === 'win32') {
    execFileSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  for (const member of [pid, ...descendants(pid)]) {
    try {
      process.kill(member, 'SIGKILL');
    } catch {
      // It ended by itself in between.
    }
  }
}

function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const row of execFileSync('ps', ['-A', '-o', 'ppid=,pid='], {encoding: 'utf8'}).trim().split('\n')) {
    const [parent = 0, child = 0] = row.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const below = (parent: number): number[] => (children.get(parent) ?? []).flatMap(c => [c, ...below(c)]);
  return below(pid);
}
