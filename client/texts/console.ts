import { formatNumber } from '../../shared/intl.ts';

export const consoleTexts = {
  notAllowed: {
    title: 'Your role doesn’t include this page',
    body: 'An owner of your organization can change your role.',
    home: 'Go to Home',
  },
  noSuchPage: {
    title: 'This page doesn’t exist',
    body: 'Check the address, or find the page in the menu.',
  },
  filters: {
    option: (label: string, count: number) => `${label} (${formatNumber(count)})`,
    remove: (filter: string) => `Remove filter: ${filter}`,
    chip: (filter: string, value: string) => `${filter}: ${value}`,
    clear: 'Clear filters',
  },
  nav: {
    home: 'Home',
    candidates: 'Candidates',
    interviews: 'Interviews',
    evaluation: 'Evaluation',
    library: 'Library',
    insights: 'Insights',
    practice: 'Practice',
    settings: 'Settings',
    account: 'Account',
    label: 'Console',
    more: 'More',
    moreOf: (page: string) => `${page}, more pages`,
  },
  accountFailed: 'Couldn’t load your account',
} as const;
