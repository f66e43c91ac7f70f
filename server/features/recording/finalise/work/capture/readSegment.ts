import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RecordingId } from '../../../../../../shared/ids.ts';
import { scanWebmTrack, type WebmTrack } from '../../../../../../shared/media/webm.ts';
import type { CaptureProblem } from '../../../../../../shared/recording/finished.ts';
import type { SegmentFiles } from './captureFolder.ts';
import { FileWindow } from './FileWindow.ts';
import { emptyJournal, type Journal, readJournalFile } from './journal.ts';
import { PacketTable } from './PacketTable.ts';

type ScannedMedia = WebmTrack & { packets: PacketTable };
export type ReadSegment = SegmentFiles & ScannedMedia & { journal: Journal };

/** How long media may continue after the last line of an unfinished journal. */
const JOURNAL_LAG_MAX_MS = 5_000;

/** Reads a segment even if its files are damaged. Rejects with file system errors. */
export async function readSegment(
  files: SegmentFiles,
  recordingId: RecordingId,
  onProgress?: (bytes: number) => void,
): Promise<{ segment?: ReadSegment; problems: CaptureProblem[] }> {
  const { stretchId, segmentId } = files;
  const problem = (code: CaptureProblem['code']): CaptureProblem => ({ code, stretchId, segmentId });
  const written = await readJournalFile(files.journalFile);
  // The content of another recording must not appear in this one.
  if (written.start && written.start.recordingId !== recordingId) return { problems: [problem('foreign')] };
  const isOwn = written.start?.segmentId === segmentId && written.start.stretchId === stretchId;
  const journal = isOwn ? written : { ...emptyJournal(), isCut: true };
  const scanned = await scan(files.mediaFile, onProgress);

  if (scanned === 'empty' || (scanned !== 'unreadable' && scanned.packets.count === 0))
    return { problems: isSilent(journal) ? [] : [problem('empty')] };
  if (scanned === 'unreadable') return { problems: [problem('unreadable')] };
  const problems: CaptureProblem[] = [];
  if (scanned.state !== 'whole') problems.push(problem('truncated'));
  if (journal.isCut || lagsBehind(journal, scanned)) problems.push(problem('journal-cut'));
  return { segment: { ...files, ...scanned, journal }, problems };
}

async function scan(
  file: string,
  onProgress?: (bytes: number) => void,
): Promise<ScannedMedia | 'empty' | 'unreadable'> {
  if (!existsSync(file)) return 'empty';
  using window = new FileWindow(file);
  if (window.size === 0) return 'empty';
  const packets = new PacketTable();
  const scanning = scanWebmTrack(window, packet => packets.add(packet));
  let step = scanning.next();
  for (; !step.done; step = scanning.next()) {
    onProgress?.(step.value);
    await nextTurn();
  }
  return step.value ? { ...step.value, packets } : 'unreadable';
}

/** True when the sender never sent anything, such as a microphone that was always muted. */
function isSilent({ start, first, end, isCut }: Journal): boolean {
  return !isCut && start !== undefined && first === undefined && (end?.frames ?? 0) === 0;
}

function lagsBehind({ first, end, lastAt }: Journal, { packets }: ScannedMedia): boolean {
  if (end || !first || lastAt === undefined) return false;
  return packets.mediaMsOf(packets.count - 1) - (lastAt - first.at) > JOURNAL_LAG_MAX_MS;
}
