import { ratingKey } from '../../../shared/rubric/rating.ts';
import type { Scorecard } from '../../../shared/rubric/scorecard.ts';
import type { Draft } from './draft.ts';

/** The scorecard as its rater should see it: the server's, and over it what is still on its way. */
export function mergedScorecard(known: Scorecard, drafts: Iterable<Draft>): Scorecard {
  const ratings = { ...known.ratings };
  const notes = { ...known.notes };
  for (const draft of drafts) {
    const version = draft.base?.version ?? 0;
    if (draft.item === 'rating') {
      const shown = draft.clash && draft.base ? draft.base : draft.wanted;
      ratings[ratingKey(draft.questionId, draft.competencyId)] = { ...shown, version };
    } else {
      notes[draft.noteId] = { ...draft.wanted, version };
    }
  }
  return { ...known, ratings, notes };
}
