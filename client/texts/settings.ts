export const settingsTexts = {
  title: 'Settings',
  pages: {
    organization: 'Organization',
    team: 'Team',
    scheduling: 'Scheduling',
    messages: 'Messages',
    email: 'Email log',
    privacy: 'Privacy',
    audit: 'Audit log',
  },
  organizationNotSetUp: 'organization not set up yet',
  privacy: {
    title: 'Privacy',
    intro: 'How long recordings and private pages are kept, and who reads transcripts.',
    forbidden: 'Only the owner and organizers can see these settings.',
  },
  transcripts: {
    title: 'Transcripts',
    ratersSee: 'Show transcripts before ratings are locked',
    seen: 'People who rate can read the transcript before they lock.',
    hidden: 'People who rate can read the transcript only after they lock.',
    why: 'We recommend leaving this off. Automatic transcripts have mistakes, most of all with strong accents and speech impairments, and mistakes lower ratings. Candidates read which one applies before they agree to a transcript.',
    nowSeen: 'Transcripts are shown before ratings are locked',
    nowHidden: 'Transcripts are hidden until ratings are locked',
    failed: 'Couldn’t change who reads transcripts',
    loadFailed: 'Couldn’t load who reads transcripts',
  },
} as const;

/** Texts for a save that would replace a change of someone else. */
export const changedElsewhereTexts = {
  title: 'Saved in the meantime',
  body: 'What you entered is still in the form.',
  empty: 'Empty',
  theirs: 'Use the saved version',
  mine: 'Save my version',
} as const;
