/** How invited people reach the organization, and where they go from a link that doesn't work. */
export const contactTexts = {
  questions: 'Questions?',
  reach: 'Can’t join, or need help?',
  /** Shown if the organization hasn't said how to reach it. */
  inviter: 'Write to the person who invited you.',
  website: 'Website',
  paste: {
    label: 'Paste your link or the whole message',
    submit: 'Open',
    none: 'There’s no link in this text. Copy the link or the whole message.',
    refused: 'This isn’t a complete link to this site. Copy the whole link.',
  },
  links: {
    label: 'About this site',
    privacy: 'Privacy',
    help: 'Help',
    contact: 'Contact',
    imprint: 'Imprint',
  },
} as const;
