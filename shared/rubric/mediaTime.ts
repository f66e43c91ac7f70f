import type { QuestionProgress } from './rubricState.ts';

/** How far before an answer a late note points: the question's last words are part of the moment. */
export const LATE_NOTE_LEAD_MS = 5_000;

/** When the answer to a question began, server clock in epoch milliseconds. */
export function answerStart(progress: QuestionProgress): number {
  return progress.answerStartedAt ?? progress.openedAt;
}

/**
 * The media time of a note, milliseconds since the opening: the moment it was begun while its question was open; the start
 * of the answer less 5 s where the question was closed by then.
 */
export function noteMediaTime(options: {
  progress: QuestionProgress | undefined;
  begunAt: number;
  openedAt: number;
}): number {
  const { progress, begunAt, openedAt } = options;
  const late = progress !== undefined && progress.state !== 'open';
  const at = late ? answerStart(progress) - LATE_NOTE_LEAD_MS : begunAt;
  return Math.max(0, Math.round(at - openedAt));
}

/** How long a question has been open in all, milliseconds. */
export function timeSpent({ state, openedAt, spentMs }: QuestionProgress, now: number): number {
  return state === 'open' ? spentMs + Math.max(0, now - openedAt) : spentMs;
}
