import type { InterviewView } from '../../../../shared/interview/view.ts';
import { situationInView } from '../../../../shared/interview/view.ts';
import { may } from '../../../../shared/permissions.ts';

/**
 * How far the scoring of an interview is, as the console may know it: nothing of anybody's progress.
 *
 * - `independent`: raters are on their own;
 * - `open`: the locked scorecards may be read;
 * - `shut`: scoring ended before they opened, so they never will.
 */
export type ScoringState = 'independent' | 'open' | 'shut';

/** Undefined without a kit. */
export function scoringState({ rubric, phase }: InterviewView): ScoringState | undefined {
  if (!rubric) return undefined;
  if (rubric.scorecards) return 'open';
  return rubric.scoringClosed || phase === 'cancelled' ? 'shut' : 'independent';
}

/** What an organizer can do about it now. */
export function scoringActions(view: InterviewView): { openEarly: boolean; close: boolean } {
  const situation = situationInView(view);
  const going = view.rubric !== undefined && !view.rubric.scoringClosed;
  return {
    openEarly: going && scoringState(view) === 'independent' && may('scorecards.open', situation),
    close: going && may('scoring.close', situation),
  };
}
