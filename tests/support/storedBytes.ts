import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RecordingId } from '../../shared/ids.ts';
import type { FinishingStage } from './finishingStage.ts';

/** Returns the bytes of one file of a recording in the storage. */
export async function bytesOf(
  stage: FinishingStage,
  recordingId: RecordingId,
  name: string,
): Promise<Buffer> {
  const stored = await stage.store.mediaFiles.of(recordingId, 'stored');
  const file = stored.find(one => one.name === name);
  if (!file) throw new Error(`There is no ${name}.`);
  return readFile(path.join(stage.storageFolder, file.storageKey));
}

/**
 * Snapshots what the media servers have. Returns a function that concatenates all of it as the fake
 * finalizing does, even after they no longer have it.
 */
export function rememberCaptured(stage: FinishingStage): () => Buffer {
  const captured = new Map(
    stage.nodes.stretches.map(({ stretchId, segments }) => [
      stretchId,
      Buffer.concat(
        segments.toSorted((a, b) => (a.segmentId < b.segmentId ? -1 : 1)).map(({ media }) => media),
      ),
    ]),
  );
  return () => {
    const all = stage.finishing.tasks.at(-1)?.stretches.map(({ stretchId }) => stretchId) ?? [];
    return Buffer.concat(all.map(stretchId => captured.get(stretchId) ?? Buffer.alloc(0)));
  };
}
