import type { SeatId } from '../../../shared/ids.ts';
import type { Question } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { guidePointsIn } from '../../../shared/practice/guidePoints.ts';
import type { AttemptQuestion } from '../../../shared/protocol/practiceRoutes.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import type { Chapter, Review } from '../../../shared/recording/review.ts';
import { isMainlyWithin } from '../../../shared/recording/spans.ts';
import { type Passage, passageText, type TranscriptWord } from '../../../shared/transcript/transcript.ts';
import { lastTakes } from '../recording/review/reviewTimeline.ts';

/** A pace of fewer words, or of less speech, says little. */
const PACE_WORDS_MIN = 20;
const PACE_SPEAKING_MIN_MS = 8_000;

type SpokenAnswer = NonNullable<AttemptQuestion['spoken']>;
type AskedQuestion = Pick<Question, 'id' | 'text' | 'mentions'>;

/**
 * Returns what the person said in the last answer to each question, with a line per passage. A question can be open
 * several times for one answer.
 */
export function spokenAnswers(
  { chapters, delivery }: Pick<Review, 'chapters' | 'delivery'>,
  passages: readonly Passage[],
  seatId: SeatId,
  questions: readonly AskedQuestion[] = [],
): Map<QuestionId, SpokenAnswer> {
  const own = passages.filter(passage => passage.seatId === seatId);
  const answers = new Map<QuestionId, SpokenAnswer>();
  for (const [questionId, spans] of Map.groupBy(lastTakes(chapters), chapter => chapter.questionId)) {
    const said = wordsWithin(own, spans.map(answerSpan));
    if (said.length === 0) continue;
    const question = questions.find(({ id }) => id === questionId);
    const points = question ? guidePointsIn(question, said) : [];
    const speakingMs = delivery?.byQuestion.find(facts => facts.questionId === questionId)?.speakingMs ?? 0;
    // Speaking time is measured in the whole chapter.
    const wordsPerMinute = paceOf(own, spans, speakingMs);
    answers.set(questionId, {
      lines: said.map(words => ({ atMs: words[0]?.fromMs ?? 0, text: passageText({ words }) })),
      ...(wordsPerMinute !== undefined && { wordsPerMinute }),
      ...(points.length > 0 && { points }),
    });
  }
  return answers;
}

/** Without the recruiter's question. */
function answerSpan({ fromMs, turnFromMs = fromMs, toMs }: Chapter): Span {
  return { fromMs: turnFromMs, toMs };
}

/** Returns the pace in words per minute of speaking time. Undefined if there is little, or if words are missing. */
function paceOf(own: readonly Passage[], spans: readonly Span[], speakingMs: number): number | undefined {
  const count = wordsWithin(own, spans).flat().length;
  const isMissing = own.some(
    passage => passage.words.length === 0 && spans.some(span => isMainlyWithin(passage, span)),
  );
  if (isMissing || count < PACE_WORDS_MIN || speakingMs < PACE_SPEAKING_MIN_MS) return undefined;
  return Math.round((count * 60_000) / speakingMs);
}

/** Returns the words of each passage that are in one of the spans, without empty passages. */
function wordsWithin(own: readonly Passage[], spans: readonly Span[]): TranscriptWord[][] {
  return own
    .map(({ words }) => words.filter(word => spans.some(span => isMainlyWithin(word, span))))
    .filter(words => words.length > 0);
}
