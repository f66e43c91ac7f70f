import type { RecordingView } from '../../shared/recording/recordingState.ts';

type Why = NonNullable<RecordingView['why']>;

const WHY: Record<Why, string> = {
  waiting: 'Recording starts once the candidate is in the room and agrees.',
  consent: 'Every candidate in the room must agree first.',
  lead: 'The lead interviewer stopped it.',
  practice: 'Recording starts with the first question. Everything before it is practice and isn’t recorded.',
  trouble: 'The media server can’t save the recording right now. We’ll keep trying.',
  over: 'The interview is over.',
};

/** Texts about the recording, for the people in the interview. */
export const roomRecording = {
  on: 'Recording',
  off: 'Not recording',
  notYet: 'Not recording yet',
  about: 'What is recorded, and who can watch',
  why: (why: Why) => WHY[why],
  ownWhy: (why: Why) =>
    why === 'consent'
      ? 'You haven’t agreed to be recorded.'
      : why === 'waiting'
        ? 'Recording starts in a moment.'
        : WHY[why],
  titleOn: 'This interview is being recorded',
  titleOff: 'This interview isn’t being recorded',
  titleNotYet: 'This interview isn’t being recorded yet',
  withFirstQuestion: 'Recording starts with the first question.',
  candidate: {
    stop: 'Stop recording me',
    stopHint:
      'If you stop the recording, the interview continues. What was recorded so far is kept. If you want it deleted, ask the company that invited you.',
    notYetHint: 'If you’d rather not be recorded, choose that here. The interview continues.',
    agree: 'Agree to be recorded',
    unheard: 'No one can evaluate your answers right now.',
    unheardHint:
      'No evaluator is in the room. To have your answers evaluated, agree to be recorded. Or leave, ask the company that invited you to send an evaluator, and come back with the same link. You can also continue without.',
    options: 'Details',
    agreeHint: 'What it means if you agree:',
    keptHint:
      'What was recorded while you agreed is kept. If you want it deleted, ask the company that invited you.',
  },
  interviewer:
    'While the candidate is in the room, we record audio, video, and shared screens of the candidate, the virtual recruiter, and the interviewers who agreed. Interviewers, evaluators, and organizers can watch the recording after the interview.',
  own: {
    recorded: 'You agreed to be recorded. If you stop, the interview continues without recording you.',
    leftOut: 'You aren’t recorded: your audio, video, and shared screens are left out.',
    stop: 'Stop recording me',
    agree: 'Agree to be recorded',
  },
  asLead: 'You can also do this, or delete the recording, under “Interview”.',
  askLead: 'The lead and the candidate can stop it at any time.',
  watcher: 'You aren’t recorded, because no one sees or hears you.',
  stop: 'Stop recording',
  stopAhead: 'Don’t record',
  resume: 'Resume recording',
  erase: 'Delete the recording',
  eraseTitle: 'Delete the recording so far?',
  eraseBody:
    'This permanently deletes the audio and video of this interview so far, for everyone. No one can watch them again or check ratings against them. Ratings, notes, and chat stay. Nothing more is recorded unless you resume recording.',
  eraseKnown: 'I understand that this can’t be undone',
  eraseConfirm: 'Delete recording',
  eraseKeep: 'Cancel',
  trouble:
    'This interview isn’t being recorded because the media server can’t save it. We’ll keep trying, and the interview continues.',
  storageLow:
    'The media server is running out of space for recordings. When it’s full, recording stops and the interview continues.',
  announceOn: 'Recording has started.',
  announceOff: (reason: string | undefined) => ['Recording has stopped.', reason].filter(Boolean).join(' '),
  waiting: {
    agreed:
      'Nothing is recorded here. Recording starts only once you’re in the room. You’ll see it at the top, and you can stop it at any time.',
    refused: 'You aren’t recorded, here or in the room. You can change that in the room at any time.',
  },
} as const;
