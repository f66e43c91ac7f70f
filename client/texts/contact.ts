/** How invited people reach the organization, and where they go from a link that doesn't work. */
export const contactTexts = {
  questions: 'Questions?',
  reach: 'Need to reach someone?',
  /** Shown if the organization hasn't said how to reach it. */
  inviter: 'Write to the person who invited you.',
  website: 'Website',
  paste: {
    label: 'Paste your whole link',
    submit: 'Open',
    refused: 'This link isn’t from this site. Copy the whole link.',
  },
} as const;
