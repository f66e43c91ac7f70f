import { formatFacts, formatNumber, plural } from '../../shared/intl.ts';
import type { HomeFailure } from '../../shared/protocol/homeRoutes.ts';
import { common } from './common.ts';
import { recordingTexts } from './recordingList.ts';

const problems: Record<HomeFailure['kind'], string> = {
  mail: 'An email couldn’t be delivered',
  'no-address': 'The candidate isn’t invited: no email address',
  'not-sent': 'The candidate isn’t invited: nothing sent',
  'no-lead': 'No one can open it: the lead has no link that works',
  recording: recordingTexts.list.couldntProcess,
  lines: 'The recruiter can’t say every line',
};

export const homeTexts = {
  title: 'Home',
  failed: 'Couldn’t load your home page',
  stale: common.stalePage,
  facts: formatFacts,
  count: formatNumber,
  fewer: 'Show fewer',
  all: (count: number) => plural(count, { one: 'Show # item', other: 'Show all #' }),
  interviews: {
    title: 'Your interviews',
    empty: 'You have no interviews coming up.',
    emptyBody: 'Interviews appear here when someone adds you to them with the email address of your account.',
    join: 'Join',
    joinOf: (title: string) => `Join ${title}`,
    open: 'Open',
    openOf: (title: string) => `Open ${title}`,
    check: 'Check devices',
    checkOf: (title: string) => `Check devices for ${title}`,
    details: 'Details',
    live: 'Running now',
    candidateHere: 'The candidate is here',
    failed: 'Couldn’t open the interview',
    as: (role: string) => `you’re the ${role.toLowerCase()}`,
  },
  ratings: { title: 'Your ratings', action: 'Rate', actionOf: (candidate: string) => `Rate ${candidate}` },
  upcoming: { title: 'All upcoming interviews' },
  unscheduled: { title: 'No time yet' },
  decisions: {
    title: 'Ready for a decision',
    comparing: 'Ratings are far apart and still being compared.',
    action: 'Decide',
    actionOf: (candidate: string) => `Decide about ${candidate}`,
  },
  replies: {
    title: 'Questions from candidates',
    action: 'Reply',
    actionOf: (candidate: string) => `Reply to ${candidate}`,
    asked: (distance: string) => `Asked ${distance}`,
  },
  evaluations: {
    title: 'Evaluations',
    others: (others: number, own: number) =>
      own === 0
        ? plural(others, {
            one: 'See the queue: # waits, and it isn’t yours',
            other: 'See the queue: # wait, none of them yours',
          })
        : plural(others, {
            one: 'See # more in the queue, for others or for anyone',
            other: 'See # more in the queue, for others or for anyone',
          }),
  },
  failures: {
    title: 'Needs attention',
    problems,
    action: 'Open',
    actionOf: (title: string) => `Open ${title}`,
  },
  steps: {
    title: 'First steps',
    intro: 'Four steps to your first interview. You can do them in any order.',
    done: 'Done',
    list: {
      mail: {
        title: 'Set up a mail server',
        body: 'Then people get their invitations and reminders by email. Without one, you copy each link.',
        action: 'How to set it up',
      },
      kit: {
        title: 'Choose your questions',
        body: 'Use a built-in kit, or duplicate one and change it.',
        action: 'Open the library',
      },
      interview: {
        title: 'Create an interview',
        body: 'Try it with yourself as the candidate first.',
        action: 'New interview',
      },
      team: {
        title: 'Invite your team',
        body: 'Colleagues see what waits for them here.',
        action: 'Open the team',
      },
    },
  },
} as const;
