import type { QuestionId } from '../../../shared/kit/kitIds.ts';

/**
 * Which question the panel shows, and why.
 *
 * - `following`: the one that the interview is at, and the next one as soon as it is opened;
 * - `browsing`: one that the rater has chosen, until they go back to following;
 * - `held`: the rater was writing when the interview moved on; what they write stays with its question.
 */
export interface PanelState {
  mode: 'following' | 'browsing' | 'held';
  questionId: QuestionId | undefined;
}

export type PanelEvent =
  | { type: 'current-changed'; questionId: QuestionId | undefined; writing: boolean }
  | { type: 'shown'; questionId: QuestionId; current: QuestionId | undefined }
  | { type: 'followed'; current: QuestionId | undefined };

export const INITIAL_PANEL: PanelState = { mode: 'following', questionId: undefined };

export function reducePanel(panel: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'current-changed':
      // After a question was left the panel stays with it: that is when it is rated.
      if (panel.mode !== 'following' || event.questionId === undefined) return panel;
      if (event.writing && panel.questionId !== undefined && panel.questionId !== event.questionId)
        return { ...panel, mode: 'held' };
      return { ...panel, questionId: event.questionId };
    case 'shown':
      return {
        mode: event.questionId === event.current ? 'following' : 'browsing',
        questionId: event.questionId,
      };
    case 'followed':
      return { mode: 'following', questionId: event.current ?? panel.questionId };
  }
}
