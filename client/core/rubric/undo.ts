import type { NoteId } from '../../../shared/ids.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import type { NoteContent } from './draft.ts';

/** One change of the rater's, and how it was before. */
export type Undoable =
  | { kind: 'rating'; questionId: QuestionId; competencyId: CompetencyId; before: RatingValue | undefined }
  | { kind: 'note'; questionId: QuestionId; noteId: NoteId; before: NoteContent };

const KEPT = 50;

/** The rater's last changes on this page, newest last. */
export class UndoStack {
  readonly #changes: Undoable[] = [];

  push(change: Undoable): void {
    this.#changes.push(change);
    if (this.#changes.length > KEPT) this.#changes.shift();
  }

  pop(): Undoable | undefined {
    return this.#changes.pop();
  }
}
