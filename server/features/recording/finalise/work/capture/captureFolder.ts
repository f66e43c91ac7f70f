import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { SegmentId, type StretchId } from '../../../../../../shared/ids.ts';
import type { CaptureProblem } from '../../../../../../shared/recording/finished.ts';
import { systemErrorCode } from '../../../../../systemErrorCode.ts';
import type { FinaliseTask } from '../../finaliseTask.ts';

export interface SegmentFiles {
  stretchId: StretchId;
  segmentId: SegmentId;
  mediaFile: string;
  journalFile: string;
}

const NAME_MAX_CHARACTERS = 200;

/** Returns a capture's segments, and a problem for each unusable file. Rejects with file system errors. */
export async function readCaptureFolder({
  captureFolder,
  stretches,
}: Pick<FinaliseTask, 'captureFolder' | 'stretches'>): Promise<{
  segments: SegmentFiles[];
  problems: CaptureProblem[];
}> {
  const segments: SegmentFiles[] = [];
  const problems: CaptureProblem[] = [];
  const known = new Set<string>(stretches.map(({ stretchId }) => stretchId));
  const found = new Map((await entriesOf(captureFolder)).map(entry => [entry.name, entry]));
  for (const entry of found.values())
    if (!known.has(entry.name) || !entry.isDirectory()) problems.push(foreign(entry.name));
  for (const { stretchId } of stretches) {
    if (!found.get(stretchId)?.isDirectory()) {
      problems.push({ code: 'missing', stretchId });
      continue;
    }
    const read = await readRunFolder(path.join(captureFolder, stretchId), stretchId);
    segments.push(...read.segments);
    problems.push(...read.problems);
  }
  return { segments, problems };
}

async function readRunFolder(folder: string, stretchId: StretchId) {
  const segments: SegmentFiles[] = [];
  const problems: CaptureProblem[] = [];
  const entries = await entriesOf(folder);
  const files = new Set(entries.filter(entry => entry.isFile()).map(({ name }) => name));
  for (const { name } of entries) {
    const { name: id, ext } = path.parse(name);
    const segmentId = SegmentId.safeParse(id).data;
    if (!segmentId || !files.has(name) || (ext !== '.webm' && ext !== '.jsonl'))
      problems.push(foreign(name, stretchId));
    else if (ext === '.webm' || !files.has(`${id}.webm`))
      segments.push({
        stretchId,
        segmentId,
        mediaFile: path.join(folder, `${id}.webm`),
        journalFile: path.join(folder, `${id}.jsonl`),
      });
  }
  return { segments, problems };
}

function foreign(name: string, stretchId?: StretchId): CaptureProblem {
  return { code: 'foreign', name: name.slice(0, NAME_MAX_CHARACTERS), ...(stretchId && { stretchId }) };
}

/** Returns entries sorted by name, for stable results. A missing folder counts as empty. */
async function entriesOf(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
