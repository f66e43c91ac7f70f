import { formatList, formatNumber, formatPercent, plural } from '../../shared/intl.ts';
import { candidatesOf } from './agreement.ts';
import { formatDuration } from './times.ts';

const interviewsOf = (count: number) => plural(count, { one: '# interview', other: '# interviews' });
const decisionsOf = (count: number) => plural(count, { one: '# decision', other: '# decisions' });

export const insightTexts = {
  title: 'Insights',
  intro: 'How far candidates get, how long it takes, and how closely people rate the same answers.',
  filters: 'Filters',
  periods: { '30': 'Last 30 days', '90': 'Last 90 days', '365': 'Last 12 months' },
  period: 'Period',
  chooseDays: 'Choose days…',
  role: 'Role',
  anyRole: 'All roles',
  download: 'Download CSV',
  downloadFailed: 'Couldn’t download the figures',
  failed: 'Couldn’t load the figures',
  stale: 'These figures may be out of date.',
  counted: 'Counts interviews planned in this period, up to now, without practice.',
  nothing: 'No interviews in this period',
  nothingBody: 'Choose a longer period or another role.',
  key: {
    title: 'Key figures',
    toInterview: 'Median from creating an interview to its start',
    toRated: 'Median from the end to the last rating',
    toDecision: 'Median from the end to a decision',
    noShow: 'No-show rate',
    tooFew: 'Not enough yet',
    n: {
      toInterview: interviewsOf,
      toRated: (count: number) => plural(count, { one: '# rated interview', other: '# rated interviews' }),
      toDecision: decisionsOf,
      noShow: interviewsOf,
    },
    needed: (cases: string, needed: number) => `${cases}; shown from ${formatNumber(needed)}`,
    before: (value: string) => `Period before: ${value}`,
    duration: (durationMs: number) =>
      Math.round(durationMs / 60_000) < 1 ? '< 1 min' : formatDuration(durationMs),
    share: formatPercent,
  },
  funnel: {
    title: 'From plan to decision',
    hint: 'A person counts once for each role, at every step reached. “Rated” means that all ratings are locked. A decision doesn’t need them.',
    tooFew: (needed: number) => `Shown from ${candidatesOf(needed)}.`,
    step: 'Step',
    candidates: 'Candidates',
    share: 'Share of all planned',
    steps: { planned: 'Planned', held: 'Held', rated: 'Rated', decided: 'Decided' },
    missing: 'Without an interview',
    reasons: {
      noShow: 'No-show',
      canceled: 'Canceled',
      notHeld: 'Didn’t take place',
      open: 'Not over yet',
    },
  },
  roles: {
    title: 'By role',
    small: (roles: number, needed: number) =>
      plural(roles, {
        one: `# role with fewer than ${formatNumber(needed)} candidates isn’t listed.`,
        other: `# roles with fewer than ${formatNumber(needed)} candidates aren’t listed.`,
      }),
    columns: {
      role: 'Role',
      candidates: 'Candidates',
      held: 'Held',
      decided: 'Decided',
      hired: 'Hired',
      noShow: 'No-show rate',
      toInterview: 'To interview',
      toRated: 'To last rating',
      toDecision: 'To decision',
    },
    n: (count: number) => `n = ${formatNumber(count)}`,
    tooFew: '–',
    tooFewSpoken: 'Not enough yet',
  },
  empty: 'No kits yet',
  emptyBody: 'Each kit shows how well raters agree once ten candidates were rated with it.',
  agreement: (needed: number) =>
    `How closely people agree when they rate the same answers, for each kit. Shown from ${candidatesOf(needed)} rated by two or more people.`,
  none: 'No candidate rated by two people yet:',
  kits: formatList,
  few: (count: number, needed: number) =>
    `${formatNumber(count)} of ${formatNumber(needed)} candidates so far`,
  enough: candidatesOf,
  toKits: 'Go to kits',
  count: formatNumber,
  percent: formatPercent,
} as const;
