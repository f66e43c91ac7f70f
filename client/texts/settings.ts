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
    intro: 'How long recordings and private pages are kept before they are permanently deleted.',
    forbidden: 'Only the owner and organizers can see these settings.',
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
