import type { NoteId } from '../../../shared/ids.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { Note, Scorecard } from '../../../shared/rubric/scorecard.ts';

export type ListedNote = Note & { noteId: NoteId };

/** What was written about a question, in the order of the interview. */
export function notesOf({ notes }: Pick<Scorecard, 'notes'>, questionId: QuestionId): ListedNote[] {
  return Object.entries(notes)
    .map(([noteId, note]) => ({ noteId: noteId as NoteId, ...note }))
    .filter(note => note.questionId === questionId && !note.removed)
    .sort((a, b) => a.stamp.mediaTimeMs - b.stamp.mediaTimeMs || a.noteId.localeCompare(b.noteId));
}

/** The note that carries the evidence of one rating. */
export function evidenceOf(
  scorecard: Pick<Scorecard, 'notes'>,
  questionId: QuestionId,
  competencyId: CompetencyId,
): NoteId | undefined {
  return notesOf(scorecard, questionId).find(
    note => note.kind === 'evidence' && note.competencyId === competencyId,
  )?.noteId;
}
