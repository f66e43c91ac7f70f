import { formatUnit } from '../../shared/intl.ts';
import type { InfoPage, InfoPageName } from '../../shared/site/sitePages.ts';

const days = (count: number) => formatUnit(count, 'day', 'long');

export interface InfoSection {
  heading: string;
  body: readonly string[];
}

/** Pages about the organization and this installation. The facts are true of every installation. */
export const infoPages = {
  names: { about: 'About', privacy: 'Privacy', contact: 'Contact', help: 'Help' } satisfies Record<
    InfoPageName,
    string
  >,
  imprint: 'Imprint',
  titles: {
    about: (name: string) => `About ${name || 'Vivavoce'}`,
    privacy: () => 'Privacy',
    contact: (name: string) => (name ? `Contact ${name}` : 'Contact'),
    help: () => 'Help',
  } satisfies Record<InfoPageName, (name: string) => string>,
  descriptions: {
    about: 'What this site is for, and how practice and invited interviews work here.',
    privacy:
      'What is recorded in practice and in interviews, who sees it, how long it’s kept, and how to delete it.',
    contact: 'How to reach the people who run this site, and what you can do yourself.',
    help: 'What to do when a link, a camera, a microphone, or the connection doesn’t work.',
  } satisfies Record<InfoPageName, string>,
  email: 'Email',
  phone: 'Phone',
  website: 'Website',
  about: {
    lead: 'A virtual recruiter asks real interview questions. You answer, watch yourself, and try again. Free, no account.',
    how: 'How it works',
    steps: [
      { title: 'Choose', body: 'A role, or one question' },
      { title: 'Answer', body: 'Out loud or in writing' },
      { title: 'Watch', body: 'On your private page' },
      { title: 'Improve', body: 'With the guide, or with people who rate your answers' },
    ],
    sections: [
      {
        heading: 'Rated by people',
        body: [
          'People rate each answer against written levels. Software never does, and nothing scores your face or voice.',
        ],
      },
    ],
    operator: 'Who runs this site',
    runs: (name: string) => `${name} runs this site.`,
    unnamed: 'The people who run this site haven’t added their name.',
  },
  /** Without contact details. */
  unreachable: (name: string) =>
    `${name || 'This site'} hasn’t added contact details. Here’s what you can do yourself.`,
  practiced: {
    heading: 'Did you practice?',
    body: 'You can delete your answers and recordings yourself: open your private page, then choose “Delete page”.',
  },
  invited: {
    heading: 'Were you invited?',
    body: 'Reply to your invitation, or ask the person who sent it.',
  },
  privacy: (kept: InfoPage['kept']): readonly InfoSection[] => [
    {
      heading: 'Practice',
      body: [
        'Your name is what you type. Your email address is optional. Audio and video are recorded only if you agree.',
        'Only people with the link to your private page can watch. If you ask for an evaluation, the evaluators here can, too.',
        'What you write is saved while you type. No one sees it before you send it or the practice ends.',
        kept.practicePages
          ? `You can delete everything on your private page. Otherwise, it’s deleted ${days(kept.practicePages)} after your last visit.`
          : 'Your private page is kept until you delete it.',
      ],
    },
    {
      heading: 'Interviews',
      body: [
        'The organizer enters your name and, optionally, your email address. You’re recorded only if you agree, and you can stop the recording at any time.',
        'Interviewers, evaluators, and organizers can see recordings, ratings, and notes.',
        kept.recordings
          ? `Recordings are deleted ${days(kept.recordings)} after the interview.`
          : 'Recordings are kept until someone here deletes them.',
      ],
    },
    {
      heading: 'Cookies and your browser',
      body: [
        'Cookies keep staff signed in and limit abuse of practice. Your browser also remembers choices, such as your camera.',
        'It can remember your practice page’s address too, until you press “Forget” on the home page or turn it off on your page.',
        'Your network address isn’t stored. Practice stores a code made from it, so that no one can take all places.',
      ],
    },
    {
      heading: 'What never happens',
      body: ['No software scores your face, voice, or emotions. There are no ads, and no one tracks you.'],
    },
  ],
  deletion: 'Want something deleted, or have a question?',
  /** Without contact details. */
  deletionAlone:
    'Want something deleted? After practice, choose “Delete page” on your private page. If you were invited, reply to your invitation.',
  toContact: 'Contact us',
  help: [
    {
      heading: 'My link doesn’t work',
      body: [
        'Copy the whole link from your invitation. If it still doesn’t work, ask the person who invited you for a new one.',
      ],
    },
    {
      heading: 'My camera or microphone doesn’t work',
      body: [
        'Allow access in the address bar, then reload the page. Close other apps that use your camera. You can also choose another device.',
        'In practice, both are optional: you can write your answers.',
      ],
    },
    {
      heading: 'The sound or video breaks up',
      body: [
        'Move closer to your router, stop downloads, and turn off your VPN. If you lose the connection, open your link again: nothing is lost.',
      ],
    },
    {
      heading: 'I lost the link to my private page',
      body: [
        'If you gave an email address, search your inbox for it. Otherwise, no one can look it up, because it’s the only key.',
      ],
    },
  ],
  openLink: 'Paste your link',
} as const;
