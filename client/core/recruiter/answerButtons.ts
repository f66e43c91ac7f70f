import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';

/** One button in its place. Places never change; what cannot be pressed now is drawn faintly. */
export interface PlacedButton {
  button: RecruiterButton;
  available: boolean;
}

export interface AnswerButtons {
  /** "I'm finished", or "Begin now" while thinking time runs: what one most likely wants to press. */
  first: PlacedButton;
  repeat: PlacedButton;
  moment: PlacedButton;
  skip: PlacedButton;
}

/** Turns in which the candidate has nothing to press for a long while. */
const WITHOUT: readonly RecruiterView['turn'][] = ['person', 'over'];

/** Where each button stands; undefined while there is nothing for the candidate to press. */
export function answerButtonsOf({ buttons, turn }: RecruiterView): AnswerButtons | undefined {
  if (buttons.length === 0 && WITHOUT.includes(turn)) return undefined;
  const place = (button: RecruiterButton): PlacedButton => ({ button, available: buttons.includes(button) });
  const begins = buttons.includes('begin') && !buttons.includes('finished');
  return {
    first: place(begins ? 'begin' : 'finished'),
    repeat: place('repeat'),
    moment: place('moment'),
    skip: place('skip'),
  };
}
