import type { Difficulty } from '../../shared/kit/guide.ts';
import type { QuestionCategory } from '../../shared/kit/kit.ts';
import { codeLanguages } from './codeLanguages.ts';
import { sampleReport } from './sampleReport.ts';

const questions = (count: number) => `${count} ${count === 1 ? 'question' : 'questions'}`;
const ratings = (count: number) => `${count} ${count === 1 ? 'rating' : 'ratings'}`;
const minutes = (count: number) => `${count} ${count === 1 ? 'minute' : 'minutes'}`;

/** Words of the public pages. */
export const site = {
  name: 'Vivavoce',
  roles: 'Roles',
  breadcrumb: 'You are here',
  home: 'Home',
  main: 'Main',
  practice: 'Practice now',
  practiceRole: (role: string) => `Practice now: ${role}`,
  practiceFacts: (count: number) => `Free. No account. From ${minutes(count)}.`,
  newRole: 'New: no ratings yet',
  stars: (average: string, count: number) => `${average} out of 5, from ${ratings(count)}`,
  starsBrief: (average: string, count: number) => `${average} (${ratings(count)})`,
  held: (count: number) => `${count} practice ${count === 1 ? 'interview' : 'interviews'}`,
  withFeedback: (count: number) => `${count} with feedback`,
  inGuide: (count: number) => `${questions(count)} with answers`,
  interview: (count: number, time: number) => `Interview: ${questions(count)}, about ${time} min`,
  footer: {
    nav: 'More',
    note: 'Questions come from a script. People evaluate. Nothing here scores a face or a voice.',
  },
  preview: {
    title: 'Preview',
    published: 'This page is public as you see it.',
    unpublished: 'Only signed-in staff see this page. It is not public like this yet.',
    back: 'Back to the console',
  },
  link: {
    open: 'I have a link',
    title: 'Open your personal link',
    body: 'Paste the link from your invitation, or the address of your private practice page.',
    label: 'Your link',
    submit: 'Open',
    refused: 'That is not a link from this site. Check that you copied all of it, up to the very end.',
    close: 'Close',
  },
  homePage: {
    title: 'Vivavoce: interview questions and practice interviews',
    description:
      'Read interview questions with direct answers, then practice out loud with a virtual recruiter. Free, without an account.',
    heading: 'Practice your next interview out loud',
    lead: 'Choose a role. Read what it is asked and how to answer. Then talk to a virtual recruiter, as often as you like. It is free, and you need no account.',
    search: 'Find a role or a question',
    searchHint: 'For example: caching',
    searchSubmit: 'Search',
    rolesHeading: 'Roles to practice',
    allRoles: 'All roles',
    noRoles: 'There are no roles here yet.',
    companies: {
      heading: 'Do you interview people?',
      body: 'Hold the same structured interview with every candidate: live by video, with your own questions, or with the virtual recruiter.',
      points: [
        'Raters score each answer against written levels, without seeing each other’s ratings.',
        'Recordings, ratings, and links stay on your own server.',
      ],
      signIn: 'Sign in',
    },
  },
  catalogue: {
    title: 'Interview roles: questions, answers, and practice',
    description: (count: number) =>
      `${count} ${count === 1 ? 'role' : 'roles'} with interview questions, direct answers, and a free practice interview with a virtual recruiter.`,
    heading: 'Choose a role',
    lead: 'Each one has a guide with answers and a practice interview that you can start right away.',
    search: 'Search roles and questions',
    submit: 'Search',
    clear: 'Show all roles',
    found: (count: number) => (count === 1 ? '1 role' : `${count} roles`),
    nothing: (query: string) => `Nothing found for “${query}”.`,
    nothingHint: 'Try a shorter word, or one from the job title.',
    foundQuestions: 'In the guide',
  },
  rolePage: {
    titles: (role: string) => [
      `${role} interview questions and practice | Vivavoce`,
      `${role} interview questions and practice`,
      `${role} interview questions`,
      role,
    ],
    descriptions: (role: string, count: number) => [
      `${count} ${role} interview questions with direct answers, common mistakes, and what interviewers listen for. Practice with a virtual recruiter, free.`,
      `${count} ${role} interview questions with answers and common mistakes. Practice with a virtual recruiter, free.`,
      `${role} interview questions with answers.`,
    ],
    heading: (role: string) => `${role} interview: questions and practice`,
    contents: 'On this page',
    sections: {
      steps: 'How it works',
      guide: (count: number) => `${questions(count)} and answers`,
      preparation: 'How to prepare',
      interview: 'What the interview is like',
      report: sampleReport.title,
      related: 'Related roles',
    },
    steps: {
      guide: {
        title: 'Read the guide',
        body: (count: number) =>
          `${questions(count)} with a direct answer, a full one, and the usual mistake.`,
      },
      practice: {
        title: 'Practice with the recruiter',
        body: 'A virtual recruiter asks you by video. Answer one question, three, or the whole interview.',
      },
      evaluation: {
        title: 'Have people evaluate it',
        body: 'Only if you ask for it. One or two people rate each answer against written levels.',
      },
      report: {
        title: 'See how you did',
        body: 'Your private page has the recording, model answers, and facts such as pauses. After an evaluation it also has a report.',
        sample: 'See a sample report',
      },
    },
    guideLead: (time: string) => `Reading all of it takes about ${time}. Open what you want to know first.`,
    guideAdvice: 'The answers are examples. Use their structure, with your own case.',
    filters: {
      label: 'Filter questions',
      topic: 'Topic',
      difficulty: 'Level',
      all: 'All',
      openAll: 'Open all',
      closeAll: 'Close all',
      print: 'Print',
      shown: (shown: number, all: number) => `${shown} of ${questions(all)}`,
    },
    difficulties: { basic: 'Basic', intermediate: 'Intermediate', advanced: 'Advanced' } satisfies Record<
      Difficulty,
      string
    >,
    asked: 'You may hear',
    short: 'In short',
    coachNote: 'What they listen for',
    commonMistake: 'Common mistake',
    followUps: 'Often asked next',
    code: (language: string) => `Example in ${language}`,
    codePlain: 'Example',
    practiceQuestion: 'Practice this question',
    copyLink: 'Copy link',
    copied: 'Link copied',
    copyFailed: 'Could not copy. The address bar has the link.',
    expertTip: 'Expert tip',
    biggestMistake: 'Common mistake',
    interview: {
      time: 'Time',
      timeValue: (count: number) => `About ${minutes(count)} for the whole interview`,
      questions: 'Questions',
      questionsValue: (count: number) => `${count}, asked one at a time`,
      shorter: 'Shorter',
      shorterValue: 'One question or three, if you prefer',
      kinds: 'Kinds of questions',
      looksAt: 'What it looks at',
      fair: 'A person evaluates, never a program. The recruiter follows a script, and nothing scores your face or your voice.',
    },
    categories: {
      knowledge: 'Knowledge',
      behavioural: 'What you did before',
      situational: 'What you would do',
      experience: 'Experience',
      motivation: 'Motivation',
    } satisfies Record<QuestionCategory, string>,
    ready: {
      heading: 'Ready to try it aloud?',
      body: 'The recruiter starts when you are ready. You can stop at any time, and delete everything afterward.',
    },
    notOpen: 'Practice is not available here at the moment.',
    minutes,
  },
  languages: codeLanguages,
  dailyMessage: {
    on: {
      title: 'Stop the daily message?',
      body: 'You receive an e-mail on days when interviews wait for your evaluation. Messages about late reports to owners and organizers are sent either way.',
      submit: 'Unsubscribe',
    },
    off: {
      title: 'You’re unsubscribed',
      body: 'We won’t send you the daily message anymore. The queue in the console still shows what is waiting.',
      submit: 'Subscribe again',
    },
    unknown: {
      title: 'This link doesn’t work',
      body: 'It may be incomplete. Open it straight from the newest daily message.',
    },
  },
  notFound: {
    'unknown-page': {
      title: 'There is nothing at this address',
      body: 'The address may be mistyped, or the page has moved. Open a personal link straight from the message it came in.',
    },
    'unknown-role': {
      title: 'We don’t have this role',
      body: 'The address may be mistyped, or the role has another name here.',
    },
    closed: {
      title: 'This role is no longer open',
      body: 'It was here before, but you can’t practice it anymore. If you practiced it already, your private page still works.',
    },
    near: 'Were you looking for one of these?',
    all: 'See all roles',
    home: 'Go to the start page',
  },
  trouble: {
    unavailable: {
      title: 'This page is not available right now',
      body: 'We can’t reach our database. Nothing is lost. Please try again in a moment.',
    },
    'too-many': {
      title: 'Too many requests',
      body: 'There were too many requests from your network. Please wait a minute, then try again.',
    },
  },
} as const;
