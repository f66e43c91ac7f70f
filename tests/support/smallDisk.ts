import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface SmallDisk extends AsyncDisposable {
  readonly path: string;
}

/** Mounts a file system of this size. */
async function mountSmallDisk(bytes: number): Promise<SmallDisk> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vivavoce-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'pipe' });
  return {
    path: folder,
    [Symbol.asyncDispose]: async () => {
      execFileSync('umount', ['--lazy', folder]);
      rmdirSync(folder);
    },
  };
}

/** Undefined without the right to mount, which needs root and CAP_SYS_ADMIN. */
export const smallDisk = mayMount() ? mountSmallDisk : undefined;

function mayMount(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'vivavoce-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4096', 'tmpfs', folder], { stdio: 'pipe' });
    execFileSync('umount', [folder], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}
