import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
  remove(): Promise<void>;
}

/** A folder of its own for one test, to be removed by it. */
export async function temporaryFolder(name: string): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), `vivavoce-${name}-`));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return { path: folder, remove, [Symbol.asyncDispose]: remove };
}
