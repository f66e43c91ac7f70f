import type { InterviewView } from '../../../shared/interview/view.ts';
import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';

/** One button in its place. Places never change; what cannot be pressed now is drawn faintly. */
export interface PlacedButton {
  button: RecruiterButton;
  available: boolean;
}

export type FirstButton = Extract<
  RecruiterButton,
  'ready' | 'skipIntroduction' | 'begin' | 'finished' | 'finish'
>;

export interface AnswerButtons {
  /** What one most likely wants to press: "I'm ready", "Begin now" while thinking time runs, "I'm finished". */
  first: PlacedButton & { button: FirstButton };
  repeat: PlacedButton;
  moment: PlacedButton;
  skip: PlacedButton;
  /** In practice only, where it always has its place. */
  retry: PlacedButton | undefined;
}

/** At most one of them is offered at a time. */
const FIRST: readonly FirstButton[] = ['ready', 'skipIntroduction', 'finished', 'begin', 'finish'];

/** Turns in which the candidate has nothing to press for a long while. */
const WITHOUT: readonly RecruiterView['turn'][] = ['person', 'over'];

/** Where each button stands; undefined while there is nothing for the candidate to press. */
export function answerButtonsOf(
  { buttons, turn }: RecruiterView,
  { practice }: Pick<InterviewView, 'practice'>,
): AnswerButtons | undefined {
  if (buttons.length === 0 && WITHOUT.includes(turn)) return undefined;
  const place = <B extends RecruiterButton>(button: B) => ({ button, available: buttons.includes(button) });
  const offered = FIRST.find(button => buttons.includes(button));
  return {
    first: place(offered ?? (turn === 'before' ? 'ready' : 'finished')),
    repeat: place('repeat'),
    moment: place('moment'),
    skip: place('skip'),
    retry: practice && place('retry'),
  };
}
