import path from 'node:path';
import type { CapturedStretch, SegmentPart } from '../../../../shared/media/capture.ts';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import { makeFolder } from '../../../makeFolder.ts';
import { fetchSegmentFile, type SegmentFile } from './fetchSegmentFile.ts';
import type { StretchPlace } from './survey.ts';

interface CollectTask {
  plane: Pick<MediaPlane, 'request'>;
  /** One place of each stretch that is wanted. */
  places: readonly StretchPlace[];
  /** Gets `<stretchId>/<segmentId>.webm` and `.jsonl`. */
  folder: string;
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress: (share: number) => void;
}

/** Brings closed stretches from their nodes, whole and verified. Goes on where an attempt before was cut off. Rejects as `fetchSegmentFile` does. */
export async function collectStretches({
  plane,
  places,
  folder,
  signal,
  onProgress,
}: CollectTask): Promise<void> {
  const files = places.flatMap(place => filesOf(place, folder));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let fetched = 0;
  for (const { stretchId } of places) makeFolder(path.join(folder, stretchId));
  for (const file of files)
    await fetchSegmentFile(plane, file, signal, bytes => {
      fetched += bytes;
      if (total > 0) onProgress(Math.min(1, fetched / total));
    });
}

function filesOf(place: StretchPlace, folder: string): SegmentFile[] {
  const { nodeId, stretchId } = place;
  return place.segments.flatMap(segment =>
    PARTS.map(({ part, ending, bytesOf }) => ({
      source: { nodeId, stretchId, segmentId: segment.segmentId, part },
      bytes: bytesOf(segment),
      path: path.join(folder, stretchId, `${segment.segmentId}${ending}`),
    })),
  );
}

const PARTS: readonly {
  part: SegmentPart;
  ending: string;
  bytesOf: (segment: CapturedStretch['segments'][number]) => number;
}[] = [
  { part: 'media', ending: '.webm', bytesOf: segment => segment.mediaBytes },
  { part: 'journal', ending: '.jsonl', bytesOf: segment => segment.journalBytes },
];
