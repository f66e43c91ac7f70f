import type { QuestionProgress } from './rubricState.ts';

/** A late note points this long before the answer, to include the end of the question. */
export const LATE_NOTE_LEAD_MS = 5_000;

function answerStart(progress: QuestionProgress): number {
  return progress.answerStartedAt ?? progress.openedAt;
}

/** Returns a note's time since the interview opened. For a closed question, it is 5 s before the answer. */
export function noteMediaTime(options: {
  progress: QuestionProgress | undefined;
  startedAt: number;
  openedAt: number;
}): number {
  const { progress, startedAt, openedAt } = options;
  const late = progress !== undefined && progress.state !== 'open';
  const at = late ? answerStart(progress) - LATE_NOTE_LEAD_MS : startedAt;
  return Math.max(0, Math.round(at - openedAt));
}

export function timeSpent({ state, openedAt, spentMs }: QuestionProgress, now: number): number {
  return state === 'open' ? spentMs + Math.max(0, now - openedAt) : spentMs;
}
