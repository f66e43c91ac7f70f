import type { SeatId } from '../../../shared/ids.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { AttemptQuestion } from '../../../shared/protocol/practiceRoutes.ts';
import type { Review } from '../../../shared/recording/review.ts';
import { type Passage, passageText, type TranscriptWord } from '../../../shared/transcript/transcript.ts';

/** A pace of fewer words, or of less speech, says little. */
const PACE_WORDS_MIN = 20;
const PACE_SPEAKING_MIN_MS = 8_000;

type SpokenAnswer = NonNullable<AttemptQuestion['spoken']>;

/** Returns what the person said in the last answer to each question, with a line per passage. */
export function spokenAnswers(
  { chapters, delivery }: Pick<Review, 'chapters' | 'delivery'>,
  passages: readonly Passage[],
  seatId: SeatId,
): Map<QuestionId, SpokenAnswer> {
  const own = passages.filter(passage => passage.seatId === seatId);
  const answers = new Map<QuestionId, SpokenAnswer>();
  // Later chapters of a question replace earlier ones, because the last answer counts.
  for (const { questionId, fromMs, turnFromMs = fromMs, toMs } of chapters) {
    const lines = own.flatMap(passage => {
      const words = passage.words.filter(word => isWithin(word, turnFromMs, toMs));
      return words.length > 0
        ? [{ atMs: words[0]?.fromMs ?? passage.fromMs, text: passageText({ words }), words }]
        : [];
    });
    if (lines.length === 0) continue;
    const count = lines.reduce((sum, { words }) => sum + words.length, 0);
    const speakingMs = delivery?.byQuestion.find(facts => facts.questionId === questionId)?.speakingMs ?? 0;
    const hasPace = count >= PACE_WORDS_MIN && speakingMs >= PACE_SPEAKING_MIN_MS;
    answers.set(questionId, {
      lines: lines.map(({ atMs, text }) => ({ atMs, text })),
      ...(hasPace && { wordsPerMinute: Math.round((count * 60_000) / speakingMs) }),
    });
  }
  return answers;
}

/** Compares the middle of the word, because times of words are estimates. */
function isWithin({ fromMs, toMs }: TranscriptWord, startMs: number, endMs: number): boolean {
  const middleMs = (fromMs + toMs) / 2;
  return middleMs >= startMs && middleMs < endMs;
}
