import { formatNumber } from '../../shared/intl.ts';

/** Texts for each way in which an interview can end for a person. */
export const ended = {
  'taken-over': {
    title: 'You continued in another tab',
    body: 'This interview is now open in another tab or on another device. Nothing is lost.',
  },
  removed: {
    title: 'You were removed from this interview',
    body: 'The lead interviewer removed you. If you think that’s a mistake, write to the person who invited you.',
  },
  'too-many-pages': {
    title: 'This link is open in too many places',
    body: 'You can have it open in up to 6 tabs or devices at a time. Close one of them, then reload this page.',
  },
  'interview-over': { title: 'The interview is over', body: 'Thank you. You can close this page.' },
  candidateOver: {
    title: 'Your interview is complete',
    body: 'Thank you for your time. There’s nothing more you need to do, and you can close this page.',
    next: ['People evaluate your answers. No software rates you or makes decisions about you.'],
  },
  recruiterOver: {
    title: 'Your interview is complete',
    body: 'Thank you for your time and your answers. There’s nothing more you need to do, and you can close this page.',
    next: [
      'People evaluate your answers, each on their own, against written criteria.',
      'The virtual recruiter only asked the questions. It didn’t rate you, and no software makes decisions about you.',
    ],
  },
  overWithoutYou: {
    title: 'This interview is over',
    body: 'It ended before you joined. If you still want to take part, ask the person who invited you to reschedule.',
  },
  tooLate: { title: 'The deadline has passed', body: 'You can no longer start this interview.' },
  /** `name` is the lead interviewer's name. Undefined if the interview has no lead. */
  askForNewTime: (deadline: string, name: string | undefined) =>
    name === undefined
      ? `The deadline was ${deadline}. If you still want to take part, ask the person who invited you for a new time. Then your link will work again.`
      : `The deadline was ${deadline}. If you still want to take part, ask ${name} for a new time. Then your link will work again.`,
  practiceOver: {
    title: 'Your practice is complete',
    body: 'Thank you for practicing. Your private page has the questions, a model answer for each, and your recording if you agreed to one.',
  },
  cancelled: {
    title: 'This interview was canceled',
    body: 'You don’t need to do anything. If there’s a new date, the person who invited you will write to you.',
  },
  canceledByYou: {
    title: 'You canceled this interview',
    body: 'Everyone who was invited has been told. If you’d like another time, write to the person who invited you.',
  },
  notAgreed: {
    title: 'No observers this time',
    body: 'The candidate hasn’t agreed to observers, so you can’t watch this interview. If that changes, you’ll join automatically.',
  },
  left: {
    title: 'You left the interview',
    body: 'Your camera and microphone are off. You can come back with the same link.',
  },
  leftRecruiter: {
    title: 'You left the interview',
    body: 'Your camera and microphone are off. The recruiter waits for you. Come back with the same link within two hours to continue where you left off.',
  },
  leftPractice: {
    title: 'You left your practice',
    body: 'Your camera and microphone are off. The recruiter waits for you. Come back within two hours to continue where you left off.',
  },
  elsewhere: {
    title: 'You’re in another tab',
    body: 'You’re in this interview in another tab or on another device.',
  },
  closed: { title: 'You’re disconnected', body: 'Reload the page to come back.' },
  outcomeFrom: (organization: string) =>
    `You’ll hear about the outcome from ${organization || 'the company that invited you'}.`,
  recorded: (organization: string, kept: string) =>
    `Only people who interview, evaluate, or organize can watch the recording. ${kept} If you want it deleted earlier, ask ${organization || 'the company that invited you'}.`,
  transcript: {
    whole: {
      agreed:
        'You agreed to a transcript of the interview. You can change your mind until this page no longer opens.',
      button: 'Delete the transcript',
      title: 'Delete the transcript?',
      body: 'This permanently deletes every word that was said by you and the interviewers. The recording stays, and so do words that a report about the interview quotes.',
      confirm: 'Delete transcript',
      done: 'The transcript was deleted',
    },
    own: {
      agreed:
        'You agreed to a transcript of what you said. You can change your mind until this page no longer opens.',
      button: 'Delete my words',
      title: 'Delete your words from the transcript?',
      body: 'This permanently deletes what you said from the transcript. The recording, the words of others, and quotations in a report stay.',
      confirm: 'Delete my words',
      done: 'Your words were deleted',
    },
  },
  facts: {
    title: 'Your interview',
    role: 'Role',
    when: 'Date',
    length: 'Length',
    answered: 'Questions answered',
    answeredOf: (answered: number, of: number | undefined) =>
      of === undefined ? formatNumber(answered) : `${formatNumber(answered)} of ${formatNumber(of)}`,
    recording: 'Recorded',
    recorded: { kept: 'Yes', erased: 'Yes, deleted since then', none: 'No' },
  },
  nextTitle: 'What happens next',
  comeBack: 'Come back',
  backToConsole: 'Back to the interview’s page',
  overInConsole: 'Thank you. The interview’s page has the recording, the ratings, and the debrief.',
  continueHere: 'Continue here',
} as const;
