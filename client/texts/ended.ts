/** How a person's stay ends. */
export const ended = {
  'taken-over': {
    title: 'You continued elsewhere',
    body: 'This interview is now open on another page or device of yours. This page is closed; nothing is lost.',
  },
  removed: {
    title: 'You were removed from this interview',
    body: 'The lead interviewer has ended your part. If you think that’s a mistake, write to the person who invited you.',
  },
  'link-revoked': {
    title: 'Your link was switched off',
    body: 'The organizer replaced it or took it back. Look for a newer message, or ask for a new link.',
  },
  'too-many-pages': {
    title: 'This link is open in too many places',
    body: 'It can be open in up to 6 tabs or devices at a time. Close one of them, then reload this page.',
  },
  'link-invalid': {
    title: 'Your link no longer works',
    body: 'It has expired or was replaced by a newer one. Ask the person who sent it for a new link.',
  },
  'interview-over': { title: 'The interview is over', body: 'Thank you. You can close this page.' },
  candidateOver: {
    title: 'Your interview is complete',
    body: 'Thank you for your time. There is nothing more you need to do, and you can close this page.',
    next: [
      'People evaluate your answers. No software rates you or decides anything about you.',
      'You’ll hear about the outcome from the company that invited you. Ask them if you have questions.',
    ],
  },
  recruiterOver: {
    title: 'Your interview is complete',
    body: 'Thank you for your time and your answers. There is nothing more you need to do, and you can close this page.',
    next: [
      'People evaluate your answers, each on their own, by written criteria.',
      'The virtual recruiter only asked the questions. It judged nothing, and no software decides anything about you.',
      'You’ll hear about the outcome from the company that invited you. Ask them if you have questions.',
    ],
  },
  overWithoutYou: {
    title: 'This interview is over',
    body: 'It ended before you joined. If you still want to take part, ask the person who invited you for a new date.',
  },
  tooLate: {
    title: 'The deadline has passed',
    body: 'This interview can no longer be started.',
  },
  /** `name`: an interviewer's, where there is one. */
  askForNewTime: (deadline: string, name: string | undefined) =>
    `You could start it until ${deadline}. If you still want to take part, ask ${name ?? 'the person who invited you'} for a new time. Your link then works again.`,
  practiceOver: {
    title: 'Your practice is complete',
    body: 'Thank you for practicing. Your private page has what is yours: the questions, a model answer to each, and your recording if you agreed to one.',
  },
  cancelled: {
    title: 'This interview was canceled',
    body: 'You don’t need to do anything. If there is a new date, you’ll get a new link.',
  },
  notAgreed: {
    title: 'No observers this time',
    body: 'The candidate has not agreed to observers, so this interview cannot be watched. If that changes, this page opens by itself.',
  },
  left: {
    title: 'You left the interview',
    body: 'Camera and microphone are off. You can come back with the same link.',
  },
  leftRecruiter: {
    title: 'You left the interview',
    body: 'Camera and microphone are off. The recruiter waits for you: come back with the same link within two hours, and it continues where you left off.',
  },
  leftPractice: {
    title: 'You left your practice',
    body: 'Camera and microphone are off. The recruiter waits for you: come back within two hours, and it continues where you left off.',
  },
  elsewhere: {
    title: 'You are on another page',
    body: 'Another page or device of yours has your place in this interview.',
  },
  closed: { title: 'This page is closed', body: 'Load the page again to come back.' },
  recorded:
    'Only those who interview, evaluate or organize can watch the recording. The company that invited you decides how long it is kept; ask them if you want it deleted.',
  facts: {
    title: 'Your interview',
    role: 'Role',
    when: 'Date',
    length: 'Length',
    answered: 'Questions answered',
    answeredOf: (answered: number, of: number | undefined) =>
      of === undefined ? `${answered}` : `${answered} of ${of}`,
    recording: 'Recorded',
    recorded: { kept: 'Yes', erased: 'Yes, and deleted since', none: 'No' },
  },
  nextTitle: 'What happens next',
  comeBack: 'Come back',
  continueHere: 'Continue here',
} as const;
