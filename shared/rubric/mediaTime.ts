import type { QuestionProgress } from './rubricState.ts';

/** How far before the answer a late note points, to include the end of the question. */
export const LATE_NOTE_LEAD_MS = 5_000;

export function answerStart(progress: QuestionProgress): number {
  return progress.answerStartedAt ?? progress.openedAt;
}

/** Milliseconds since the opening: the note's start, or 5 s before the answer if the question was closed. */
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
