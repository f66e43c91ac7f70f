import type { QuestionId } from '../../../../shared/kit/kitIds.ts';
import {
  deliveryOfQuestion,
  deliveryOfRecording,
  type HeardSpeech,
} from '../../../../shared/recording/delivery.ts';
import type { Span } from '../../../../shared/recording/finished.ts';
import type { Chapter, Review, ReviewTrack } from '../../../../shared/recording/review.ts';
import { mergedSpans, sharedSpans, spansWithout } from '../../../../shared/recording/spans.ts';
import { lastTakes } from './chaptersOf.ts';

/** How the candidate spoke; undefined where no candidate was heard. A question that was opened twice is one; of takes the last one counts. */
export function reviewDelivery(
  tracks: readonly ReviewTrack[],
  chapters: readonly Chapter[],
  stretches: readonly Span[],
  durationMs: number,
): Review['delivery'] {
  const people = tracks.filter(({ kind, hasAudio }) => kind === 'person' && hasAudio);
  const candidates = people.filter(({ role }) => role === 'candidate');
  if (candidates.length === 0) return undefined;
  const heard: HeardSpeech = {
    candidate: candidates.flatMap(({ speech }) => speech),
    others: people.filter(({ role }) => role !== 'candidate').map(({ speech }) => speech),
    unheard: unheardOf(candidates, stretches, durationMs),
  };
  const questions = new Map<QuestionId, Chapter[]>();
  for (const chapter of lastTakes(chapters))
    questions.set(chapter.questionId, [...(questions.get(chapter.questionId) ?? []), chapter]);
  return {
    whole: deliveryOfRecording(heard, durationMs, chapters),
    byQuestion: [...questions].map(([questionId, windows]) => ({
      questionId,
      ...deliveryOfQuestion(heard, windows),
    })),
  };
}

/** When no candidate could have been heard, whatever the reason. */
function unheardOf(
  candidates: readonly ReviewTrack[],
  stretches: readonly Span[],
  durationMs: number,
): Span[] {
  const whole = [{ fromMs: 0, toMs: durationMs }];
  const heard = candidates.flatMap(({ fromMs, toMs, gaps }) =>
    spansWithout([{ fromMs, toMs }], mergedSpans(gaps.filter(({ kind }) => kind === 'audio'))),
  );
  return spansWithout(whole, sharedSpans(mergedSpans(heard), mergedSpans(stretches)));
}
