import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let root: string | undefined;
let count = 0;

/** Returns a new folder for one media server's recordings. All are removed when the test process ends. */
export function newCaptureFolder(): string {
  root ??= makeRoot();
  count += 1;
  return path.join(root, `${count}`);
}

function makeRoot(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vivavoce-capture-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
