import type { BulkId } from '../../shared/ids.ts';
import type { InterviewAction } from '../../shared/protocol/bulkRoutes.ts';
import type { RouteInput } from '../../shared/protocol/http.ts';

type Selection = RouteInput<'bulk.preview'>['selection'];

const started = new Map<BulkId, { about: string; note: string }>();
const undone = new Map<string, string>();

/** Notes of changes that were undone. The dialog of the same change starts with the note. */
export const undoneNotes = {
  find(kind: InterviewAction['kind'], selection: Selection): string {
    return undone.get(keyOf(kind, selection)) ?? '';
  },
  /** Call when a change was started, with what was typed. */
  noteStart(bulkId: BulkId, kind: InterviewAction['kind'], selection: Selection, note: string): void {
    const about = keyOf(kind, selection);
    undone.delete(about);
    started.set(bulkId, { about, note });
  },
  noteUndo(bulkId: BulkId): void {
    const change = started.get(bulkId);
    if (change) undone.set(change.about, change.note);
  },
};

function keyOf(kind: InterviewAction['kind'], selection: Selection): string {
  return JSON.stringify([kind, selection]);
}
