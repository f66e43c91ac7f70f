import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let root: string | undefined;
let count = 0;

/** The path of a folder for the recordings of one media server of a test. They are all removed when the test process ends. */
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
