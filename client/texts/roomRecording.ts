import type { RecordingView } from '../../shared/recording/recordingView.ts';

type Why = NonNullable<RecordingView['why']>;

const WHY: Record<Why, string> = {
  waiting: 'It begins once the candidate is in the room and agrees.',
  consent: 'Every candidate in the room has to agree first.',
  lead: 'The lead interviewer has stopped it.',
  practice: 'Everything before the first question is practice and isn’t recorded.',
  trouble: 'The media server can’t save the recording right now. It keeps trying.',
  over: 'The interview is over.',
};

/** What is said of an interview's recording while people are in it. */
export const roomRecording = {
  on: 'Recording',
  off: 'Not recording',
  about: 'What is recorded, and for whom',
  why: (why: Why) => WHY[why],
  ownWhy: (why: Why) =>
    why === 'consent'
      ? 'You have not agreed to be recorded.'
      : why === 'waiting'
        ? 'It begins in a moment.'
        : WHY[why],
  titleOn: 'This interview is being recorded',
  titleOff: 'This interview is not being recorded',
  candidate: {
    stop: 'Stop recording me',
    stopHint:
      'If you stop it, the interview continues as before. What was recorded until then is kept, unless the company that invited you deletes it: just ask them.',
    notYetHint: 'If you would rather not be recorded, say so here. The interview continues as before.',
    agree: 'Agree to be recorded',
    unheard: 'No one can evaluate your answers right now.',
    unheardHint:
      'No evaluator is in the room. For your answers to be evaluated you can agree to be recorded, or leave and come back with the same link once the company that invited you has someone join. You can also continue as it is.',
    options: 'Details',
    agreeHint: 'If you agree, this is what it means:',
    keptHint:
      'What was recorded while you agreed is still there. If you want it deleted, ask the company that invited you.',
  },
  interviewer:
    'Audio, video and shared screens of the candidate, the virtual recruiter and the interviewers who agreed are recorded while the candidate is in the room. Interviewers, evaluators and organizers can watch them after the interview.',
  own: {
    recorded:
      'You agreed to be recorded. If you stop, the interview continues and you are left out from then on.',
    leftOut: 'You are left out: your audio, video and shared screens are not recorded.',
    stop: 'Stop recording me',
    agree: 'Agree to be recorded',
  },
  asLead: 'You also find this, and erasing, under “Session”.',
  askLead: 'The lead can stop it, and the candidate at any time, too.',
  watcher: 'You are not in it: you are not seen or heard.',
  stop: 'Stop recording',
  stopAhead: 'Do not record',
  resume: 'Resume recording',
  erase: 'Erase the recording',
  eraseTitle: 'Erase everything that was recorded?',
  eraseBody:
    'Sound and picture of this interview so far are deleted for good, for everyone. They can’t be watched again, and ratings can’t be checked against them. Ratings, notes and chat stay. Nothing more is recorded unless you resume it.',
  eraseKnown: 'I know that this cannot be undone',
  eraseConfirm: 'Erase for good',
  eraseKeep: 'Cancel',
  trouble:
    'This interview is not being recorded: the media server can’t save it. It keeps trying, and the interview continues.',
  storageLow:
    'The media server is running out of room for recordings. When it is full, recording stops and the interview continues.',
  announceOn: 'Recording has started.',
  announceOff: (reason: string | undefined) => `Recording has stopped.${reason ? ` ${reason}` : ''}`,
  waiting: {
    agreed:
      'Nothing is recorded here. Recording begins only once you are in the room, where you see it at the top and can stop it at any time.',
    refused: 'You are not recorded, here or in the room. You can change that there at any time.',
  },
} as const;
