import type { NewPassage, NewTranscript } from '../../server/store/transcriptStore.ts';
import type { InterviewId, RecordingId, SeatId } from '../../shared/ids.ts';
import { CompetencyId, QuestionId } from '../../shared/kit/kitIds.ts';
import { spreadWords } from '../../shared/transcript/wordTimes.ts';

export function newPassage(
  seatId: SeatId,
  fromMs: number,
  text: string,
  questionId?: QuestionId,
): NewPassage {
  const span = { fromMs, toMs: fromMs + 4_000 };
  const words = spreadWords(text, span, { speech: [span], fromMs: 0 });
  return { seatId, ...span, understood: text !== '', words, questionId };
}

export function newTranscript(
  recording: { recordingId: RecordingId; interviewId: InterviewId },
  passages: readonly NewPassage[],
  changes: Partial<NewTranscript> = {},
): NewTranscript {
  return { ...recording, language: 'en', engine: 'engine', passages, questions: [], ...changes };
}

export const TRANSCRIBED_QUESTION: NewTranscript['questions'][number] = {
  questionId: QuestionId.parse('q-1'),
  atMs: 1_000,
  number: 1,
  text: 'Tell me about a conflict',
  competencies: [{ competencyId: CompetencyId.parse('teamwork'), name: 'Teamwork' }],
};
