import { formatList, formatUnit, plural } from '../../shared/intl.ts';
import type { Difficulty, QuestionCategory } from '../../shared/kit/kit.ts';
import { interviewQuestionsOf } from '../../shared/site/sitePages.ts';
import { common } from './common.ts';
import { codeLanguages } from './kitDocument.ts';
import { sampleReport } from './sampleReport.ts';

const minutes = (count: number) => formatUnit(count, 'minute', 'long');

const turnOnScripts = 'Turn on JavaScript in your browser’s settings, then load this page again.';

export const site = {
  name: 'Vivavoce',
  roles: 'Roles',
  breadcrumb: 'You are here',
  home: 'Home',
  main: 'Main',
  practice: 'Practice now',
  continuePractice: {
    action: 'Continue your practice',
    forget: 'Forget',
    here: 'on this browser',
    forgotten: 'This browser forgot your practice.',
    undo: 'Undo',
  },
  practiceFacts: (count: number) => `Free, no account. From ${minutes(count)}.`,
  stars: (average: string, count: number) =>
    `${average} out of 5, from ${plural(count, { one: '# rating', other: '# ratings' })}`,
  starsBrief: (average: string, count: number) =>
    plural(count, { one: `${average} (# rating)`, other: `${average} (# ratings)` }),
  held: (count: number) =>
    plural(count, { one: '# practice interview completed', other: '# practice interviews completed' }),
  withFeedback: (count: number) => plural(count, { other: '# evaluated' }),
  questions: (count: number) =>
    plural(count, { one: '# question with an answer', other: '# questions with answers' }),
  withoutScripts: {
    private: {
      title: 'Your private page needs JavaScript',
      body: `${turnOnScripts} Or open your link in another browser.`,
    },
    report: {
      title: 'The report needs JavaScript',
      body: `${turnOnScripts} Or open your link in another browser.`,
    },
    other: {
      title: 'This page needs JavaScript',
      body: turnOnScripts,
    },
  },
  footer: { nav: 'More' },
  search: { label: 'Find a role or a question', submit: 'Search' },
  preview: {
    title: 'Preview',
    published: 'This page is public, just as you see it.',
    unpublished: 'Only signed-in staff can see this page. This version isn’t public yet.',
    back: 'Back to the console',
  },
  link: {
    open: 'I have a link',
    title: 'Open your link',
    close: 'Close',
  },
  homePage: {
    title: 'Vivavoce: interview questions and practice interviews',
    description:
      'Read interview questions and answers, then practice out loud with a virtual recruiter. Free, no account needed.',
    heading: 'Say it out loud before it counts',
    lead: 'The recruiter asks a real interview question. You answer. Free, no account.',
    action: 'Answer one question now',
    chooseRole: 'Choose a role',
    portrait: 'The virtual recruiter, asking a question',
    sound: { off: 'Hear the question', on: 'Mute' },
    motion: { off: 'Play', on: 'Pause' },
    rolesHeading: 'What’s your interview?',
    allRoles: 'All roles',
    noRoles: 'There are no roles here yet.',
    after: {
      heading: 'After your answer',
      body: 'Watch it on your private page, then try again.',
      pictured: 'A private page: how long the answer took, its recording, and one thing to try',
      advice: 'Add an example.',
    },
    companies: {
      heading: 'Hiring? Give every candidate the same interview',
      body: 'Your team or the virtual recruiter asks. People rate the answers, and everything stays on your own server.',
      report: sampleReport.see,
    },
  },
  catalog: {
    title: 'Interview roles: questions, answers, and practice',
    description: (count: number) =>
      plural(count, {
        one: '# role with interview questions, answers, and a free practice interview with a virtual recruiter.',
        other:
          '# roles with interview questions, answers, and free practice interviews with a virtual recruiter.',
      }),
    heading: 'Choose a role',
    results: (query: string) => `“${query}”`,
    clear: 'Show all roles',
    found: (count: number) => plural(count, { one: '# role', other: '# roles' }),
    foundResults: (roles: number, questions: number) =>
      formatList(
        [
          roles > 0 ? plural(roles, { one: '# role', other: '# roles' }) : '',
          questions > 0 ? plural(questions, { one: '# question', other: '# questions' }) : '',
        ].filter(Boolean),
      ),
    questions: 'Questions',
    noGuide: 'There’s no guide for this role yet.',
    partial: 'Nothing has all these words. Closest:',
    failed: 'Couldn’t search. Press Enter to try again.',
    nothing: 'No results.',
    nothingHint: 'Try a shorter word or a word from the job title.',
    nearest: 'Did you mean:',
    searchTitle: (query: string) => `“${query}”: roles and questions | Vivavoce`,
  },
  rolePage: {
    titles: (role: string) => [
      `${interviewQuestionsOf(role)} and practice | Vivavoce`,
      `${interviewQuestionsOf(role)} and practice`,
      interviewQuestionsOf(role),
      role,
    ],
    descriptions: (role: string, count: number) => [
      `${count} ${interviewQuestionsOf(role)} with answers, common mistakes, and what interviewers listen for. Practice with a virtual recruiter, free.`,
      `${count} ${interviewQuestionsOf(role)} with answers and common mistakes. Practice with a virtual recruiter, free.`,
      `${interviewQuestionsOf(role)} with answers.`,
    ],
    heading: interviewQuestionsOf,
    contents: 'On this page',
    contentsButton: 'Contents',
    questions: 'Questions',
    sections: {
      steps: 'How it works',
      guide: (count: number) =>
        plural(count, { one: '# question and answer', other: '# questions and answers' }),
      opening: 'Questions that open every interview',
      allOpening: (count: number) => `All ${count} questions`,
      preparation: 'How to prepare',
      interview: 'The interview',
      report: sampleReport.title,
      related: 'Related roles',
    },
    steps: {
      guide: {
        title: 'Read',
        body: (count: number) =>
          plural(count, { one: '# question, answered', other: '# questions, answered' }),
      },
      practice: { title: 'Practice', body: 'One question, three, or all' },
      evaluation: { title: 'Get evaluated', body: 'By people, if you ask' },
      report: { title: 'Improve', sample: sampleReport.see },
    },
    guideAdvice: 'Borrow the structure. Tell your own story.',
    filters: {
      label: 'Filter questions',
      topic: 'Topic',
      difficulty: 'Level',
      allTopics: 'All topics',
      allLevels: 'All levels',
      openAll: 'Open all',
      closeAll: 'Close all',
      print: 'Print',
      printVersion: 'Version to print',
      reset: 'Show all',
      shown: (shown: number, all: number) =>
        plural(all, { one: `${shown} of # question`, other: `${shown} of # questions` }),
    },
    difficulties: { basic: 'Basic', intermediate: 'Intermediate', advanced: 'Advanced' } satisfies Record<
      Difficulty,
      string
    >,
    asked: 'How it may be asked',
    short: 'In short',
    coachNote: 'What interviewers listen for',
    commonMistake: 'Common mistake',
    followUps: 'Common follow-up questions',
    code: (language: string) => `Example in ${language}`,
    codePlain: 'Example',
    practiceQuestion: (related = false) =>
      related ? 'Practice a related question' : 'Practice this question',
    practiceShort: (related = false) => (related ? 'Practice a related one' : 'Practice'),
    copyLink: 'Copy link',
    copied: 'Link copied',
    copyFailed: 'Couldn’t copy. You can copy the link from the address bar.',
    expertTip: 'Expert tip',
    biggestMistake: 'Common mistake',
    interview: {
      time: 'Time',
      timeValue: (count: number) => `About ${minutes(count)}`,
      questions: 'Questions',
      questionsValue: (count: number) => plural(count, { other: '#, one at a time' }),
      kinds: 'Kinds of questions',
      kindsValue: formatList,
      looksAt: (count: number) => plural(count, { one: '# skill covered', other: '# skills covered' }),
    },
    categories: {
      knowledge: 'Knowledge',
      behavioural: 'Behavioral',
      situational: 'Situational',
      experience: 'Experience',
      motivation: 'Motivation',
    } satisfies Record<QuestionCategory, string>,
    ready: { heading: 'Say it out loud', body: 'Stop at any time. Delete everything afterward.' },
    notOpen: 'Practice isn’t available here right now.',
  },
  languages: codeLanguages,
  dailyMessage: {
    queue: 'Sign in to the queue',
    on: {
      title: 'Stop the daily message?',
      body: 'Owners and organizers still get messages about late reports.',
      submit: 'Unsubscribe',
    },
    off: {
      title: 'You’re unsubscribed',
      body: 'The console still shows what’s waiting.',
      submit: 'Subscribe again',
    },
    unknown: {
      title: common.linkProblem.title,
      body: 'Open the link from the latest daily message.',
    },
  },
  notFound: {
    'unknown-page': {
      title: common.notFound.title,
      body: 'The address is incomplete, mistyped, or no longer used.',
    },
    'unknown-role': {
      title: 'There’s no guide for this role yet',
      body: 'Check the address, or choose another role.',
    },
    link: { title: common.notFound.title, body: 'Were you sent a link? Copy all of it, then open it here.' },
    closed: {
      title: 'This role is no longer available',
      body: 'If you practiced it, your private page still works.',
    },
    near: 'Did you mean one of these?',
    home: common.notFound.home,
  },
  trouble: {
    unavailable: {
      title: 'This page isn’t available right now',
      body: 'Nothing is lost. Try again in a moment.',
    },
    'too-many': {
      title: 'Too many requests',
      body: 'Wait a minute, then try again.',
    },
  },
} as const;
