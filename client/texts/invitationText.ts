import type { StartWindow } from '../../shared/interview/startWindow.ts';
import type { SeatRole } from '../../shared/roles.ts';
import { formatLong } from './times.ts';

export interface InvitationFacts {
  displayName: string;
  role: SeatRole;
  title: string;
  scheduledAt: number;
  plannedMinutes: number;
  /** Whether the virtual recruiter asks the questions. */
  heldByRecruiter: boolean;
  /** When the candidate may start; absent: at any time, or when people open it. */
  window?: StartWindow | undefined;
  url: string;
}

const PURPOSES: Record<SeatRole, string> = {
  candidate: 'you are invited to an interview by video',
  interviewer: 'you are asked to conduct an interview by video',
  evaluator: 'you are asked to evaluate an interview by video; you are not seen or heard',
  observer: 'you may watch an interview by video; you are not seen or heard',
};

const ADVICE: Record<SeatRole, string> = {
  candidate:
    'Open the link in a current browser on a computer or phone with camera and microphone, ten minutes early if you can. It helps you to check everything first. You need no account and install nothing.',
  interviewer:
    'Open the link a few minutes early in a current browser with camera and microphone. You need no account for it.',
  evaluator: 'Open the link in a current browser. You need neither camera nor microphone.',
  observer: 'Open the link in a current browser. You need neither camera nor microphone.',
};

/** Said in the invitation, so that no candidate learns only in the room that no person asks. */
const HELD_BY_RECRUITER: Record<SeatRole, string> = {
  candidate:
    'A virtual recruiter asks the questions: it follows a script and judges nothing. People listen to your answers and evaluate them.',
  interviewer:
    'A virtual recruiter asks the questions by a script, and people evaluate the answers. You can step in at any time.',
  evaluator: 'A virtual recruiter asks the questions by a script; people like you evaluate the answers.',
  observer: 'A virtual recruiter asks the questions by a script; people evaluate the answers.',
};

function startWords({ opensAt, closesAt }: StartWindow): string {
  return `You can start from ${formatLong(opensAt)} until ${formatLong(closesAt)}. Once you have started, nothing cuts you off.`;
}

/** What an organizer can paste into a message to one person. */
export function invitationText(facts: InvitationFacts): string {
  return [
    `Hello ${facts.displayName},`,
    '',
    `${PURPOSES[facts.role]}:`,
    '',
    `${facts.title}`,
    `${formatLong(facts.scheduledAt)}, about ${facts.plannedMinutes} minutes`,
    ...(facts.heldByRecruiter ? ['', HELD_BY_RECRUITER[facts.role]] : []),
    ...(facts.window && facts.role === 'candidate' ? ['', startWords(facts.window)] : []),
    '',
    'Your personal link:',
    facts.url,
    '',
    ADVICE[facts.role],
    'The link is yours alone, so please do not pass it on.',
  ].join('\n');
}
