/** Who transcribes recordings: this server, or a speech service that the organization chose. */
export type Transcriber = 'server' | 'service';

/** Consent to a transcript. After a change, both consent versions in shared/interview/setup.ts must change. */
export const transcriptConsent = {
  question: 'Make a transcript of what you say?',
  yes: 'Yes, make one',
  no: 'No',
  agreed: 'You can change this at any time.',
  declined: 'What you say won’t be transcribed. You can change this at any time.',
  label: 'Make a transcript of what I say',
  hint: 'Optional. It won’t count against you.',
  more: 'How it’s made, and who can read it',
  madeBy: (transcriber: Transcriber, organization: string) =>
    transcriber === 'server'
      ? `${organization ? `${organization}’s server` : 'This server'} turns the recording of your voice into text. It isn’t sent to a speech service.`
      : `${organization || 'The organization that runs this site'} sends the recording of your voice to a speech service of its choice, which turns it into text.`,
  invited: (whileRating: boolean) =>
    `Everyone who can watch the recording can read it. It can have mistakes${whileRating ? '.' : ', so evaluators can read it only after they lock their ratings.'} You can change your answer until the interview ends, and then delete the transcript with the same link.`,
  interviewer:
    'Everyone who can watch the recording can read it. It can have mistakes. You can change your answer until the interview ends, and then delete your words with the same link.',
  practice: (evaluated: boolean, whileRating: boolean) =>
    `You can read it on your private page${evaluated ? ', and so can evaluators' : ''}. It can have mistakes${evaluated && !whileRating ? ', so they can read it only after they lock their ratings' : ''}. You can change your answer until the practice ends, and delete the transcript later.`,
  /** In the room, while the person isn’t recorded. */
  whenRecorded: 'The transcript has only what is recorded.',
} as const;
