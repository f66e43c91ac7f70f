import type { InterviewView } from '../../../shared/interview/view.ts';
import type { RecruiterButton, RecruiterView, Turn } from '../../../shared/recruiter/recruiterView.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { ownSeat } from '../seats.ts';

/**
 * What a screen reader should say to the candidate of the recruiter's step from one view to the next: whose turn it is, where the
 * recruiter's own voice does not say it, and lines that no one hears. Every pause within an answer would be too much.
 */
export function recruiterAnnouncements(before: InterviewView, after: InterviewView): string[] {
  const now = after.recruiter;
  if (!now || ownSeat(after)?.role !== 'candidate') return [];
  const said: string[] = [];
  if (isNewLineWithoutVoice(before.recruiter, now)) said.push(now.caption?.text ?? '');
  if (spokenTurn(before.recruiter?.turn) !== spokenTurn(now.turn)) {
    const person = now.personSeatId && after.seats[now.personSeatId]?.displayName;
    const begins = after.practice && now.turn === 'before';
    const words = begins ? practiceRoom.announceBegins : texts.announce(now.turn, person);
    if (words) said.push(words);
  }
  const isNew = (button: RecruiterButton) =>
    now.buttons.includes(button) && !before.recruiter?.buttons.includes(button);
  if (isNew('undoSkip')) said.push(texts.announceSkipped);
  if (endsFirstAnswer(before.recruiter, now)) said.push(texts.announceRetry(now.retriesLeft ?? 0));
  if (isNew('finish')) said.push(texts.announceFinish);
  return said;
}

/** The recruiter is about to go on in every longer pause: to the ear that is still one's own turn. */
function spokenTurn(turn: Turn | undefined): Turn | undefined {
  return turn === 'goingOn' ? 'yours' : turn;
}

/** That an answer can be given again is told once it is over, and not after every question. */
function endsFirstAnswer(
  before: RecruiterView | undefined,
  { turn, buttons, question }: RecruiterView,
): boolean {
  const ends = spokenTurn(before?.turn) === 'yours' && turn === 'speaking';
  return ends && buttons.includes('retry') && question?.number === 1;
}

function isNewLineWithoutVoice(before: RecruiterView | undefined, { caption, turn }: RecruiterView): boolean {
  if (!caption || caption.spoken || turn !== 'speaking') return false;
  return before?.caption?.utterance !== caption.utterance || before.caption.spoken !== undefined;
}
