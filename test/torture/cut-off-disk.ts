/**
 * A disk of its own for what must survive: an ext4 in a file on a loop device. It can be full, and its power can be
 * cut: the file system stops at once, and everything that was not flushed is gone when it is mounted again.
 * Needs root and a kernel that lets it mount; `prepareDisk` says why not.
 */
import {execFile} from 'node:child_process';
import {chmod, mkdir, rm, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** FS_IOC_SHUTDOWN with FS_SHUTDOWN_FLAGS_NOLOGFLUSH: nothing more reaches the disk, not even the file system's log. */
const shutdown = `
import fcntl, os, struct, sys
folder = os.open(sys.argv[1], os.O_RDONLY)
fcntl.ioctl(folder, 0x8004587d, struct.pack('I', 2))
`;

export interface Disk {
  /** Where it is mounted. */
  readonly folder: string;
  /** Takes up all the room that is left. */
  fill(): Promise<void>;
  empty(): Promise<void>;
  cutPower(): Promise<void>;
  /** After a cut, when every process that used it is gone: mounts it again, as it is after a boot. */
  boot(): Promise<void>;
  remove(): Promise<void>;
}

export type DiskOrWhyNot =
  | {readonly ok: true; readonly disk: Disk}
  | {readonly ok: false; readonly why: string};

/** A disk `name` of `megabytes` in `folder`. */
export async function prepareDisk(folder: string, name: string, megabytes: number): Promise<DiskOrWhyNot> {
  if (process.platform !== 'linux') return {ok: false, why: 'only Linux has loop devices'};
  if (process.getuid?.() !== 0) return {ok: false, why: 'only root may mount a disk'};
  const image = join(folder, `${name}.img`);
  const mounted = join(folder, name);
  try {
    await writeFile(image, '');
    await truncate(image, megabytes * 1024 * 1024);
    await run('mkfs.ext4', ['-q', '-m', '0', image]);
    await mkdir(mounted);
    await mount(image, mounted);
    await run('python3', ['-c', 'import fcntl']);
  } catch (cause) {
    await run('umount', [mounted]).catch(() => undefined);
    await rm(image, {force: true});
    return {ok: false, why: `this machine does not let us mount a disk: ${String(cause).split('\n')[0]}`};
  }
  return {ok: true, disk: diskAt(image, mounted)};
}

function diskAt(image: string, folder: string): Disk {
  const filler = join(folder, 'filler');
  return {
    folder,
    async fill() {
      const {stdout} = await run('df', ['--output=avail', '-B1', folder]);
      const left = Number(stdout.trim().split('\n').at(-1));
      await run('fallocate', ['-l', String(Math.max(4096, left)), filler]).catch(() => undefined);
      // What fallocate could not give in one piece.
      await run('dd', ['if=/dev/zero', `of=${filler}2`, 'bs=4096', 'status=none']).catch(() => undefined);
    },
    async empty() {
      await rm(filler, {force: true});
      await rm(`${filler}2`, {force: true});
    },
    cutPower: async () => void (await run('python3', ['-c', shutdown, folder])),
    async boot() {
      await unmount(folder);
      await mount(image, folder);
    },
    async remove() {
      await unmount(folder).catch(() => undefined);
      await rm(image, {force: true});
    },
  };
}

async function mount(image: string, folder: string): Promise<void> {
  await run('mount', ['-o', 'loop', image, folder]);
  await chmod(folder, 0o711);
}

/** A process that was just killed may still hold it for a moment. */
async function unmount(folder: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run('umount', [folder]);
      return;
    } catch (cause) {
      if (attempt >= 100) throw cause;
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
  }
}
