import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { FinishedRecording } from '../../../../shared/recording/finished.ts';
import type { FinaliseTask } from '../finalise/finaliseTask.ts';

const Sheet = z.object({ stretches: z.array(z.unknown()), finished: FinishedRecording });

/**
 * What finalising has come to, beside its files, so that a storage that cannot be reached for an hour does not have the same work done
 * again every minute. Counts only for the same stretches, and with all of its files.
 */
export class FinishedSheet {
  readonly #file: string;
  readonly #outFolder: string;
  readonly #stretches: FinaliseTask['stretches'];

  constructor(folder: string, outFolder: string, stretches: FinaliseTask['stretches']) {
    this.#file = path.join(folder, 'finished.json');
    this.#outFolder = outFolder;
    this.#stretches = stretches;
  }

  async write(finished: FinishedRecording): Promise<void> {
    await writeFile(`${this.#file}.part`, JSON.stringify({ stretches: this.#stretches, finished }));
    await rename(`${this.#file}.part`, this.#file);
  }

  /** Undefined where there is none that counts. */
  async read(): Promise<FinishedRecording | undefined> {
    try {
      const { stretches, finished } = Sheet.parse(JSON.parse(await readFile(this.#file, 'utf8')));
      if (!isDeepStrictEqual(stretches, JSON.parse(JSON.stringify(this.#stretches)))) return undefined;
      for (const { fileName, bytes, thumbnailName } of finished.media) {
        if ((await stat(path.join(this.#outFolder, fileName))).size !== bytes) return undefined;
        if (thumbnailName !== undefined) await stat(path.join(this.#outFolder, thumbnailName));
      }
      return finished;
    } catch {
      return undefined;
    }
  }
}
