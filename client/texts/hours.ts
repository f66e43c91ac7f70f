import { formatNumber, formatUnit, plural } from '../../shared/intl.ts';
import type { HoursSource } from '../../shared/protocol/hoursRoutes.ts';

/** Texts about when candidates can choose interviews. */
export const hoursTexts = {
  title: 'Interview hours',
  intro:
    'Candidates who choose the time themselves see only times in these hours. Your other interviews are left out.',
  ofIntro:
    'Candidates who choose the time themselves see only times in these hours. The member can change them, too.',
  loadFailed: 'Couldn’t load the hours',
  usual: 'You haven’t set hours yet, so these usual ones apply.',
  saved: 'Hours saved',
  failed: 'Couldn’t save the hours',
  link: 'Change hours',
  zone: 'Your time zone',
  week: 'Every week',
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  shortDays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  from: (day: string) => `Start on ${day}`,
  until: (day: string) => `End on ${day}`,
  unavailable: 'Not available',
  add: (day: string) => `Add hours on ${day}`,
  copyMonday: 'Use Monday’s hours until Friday',
  remove: (day: string) => `Remove these hours on ${day}`,
  extra: 'Single days',
  extraHint: 'Hours in addition to those of the week, also on days off.',
  addExtra: 'Add a single day',
  date: 'Day',
  removeDay: 'Remove this day',
  off: 'Days off',
  offHint: 'No hours on these days.',
  addOff: 'Add days off',
  first: 'First day',
  last: 'Last day',
  removeOff: 'Remove these days off',
  rules: 'Limits',
  buffer: 'Free time around interviews',
  perDay: 'Most interviews a day',
  noLimit: 'No limit',
  notice: 'Shortest notice',
  ahead: 'How far ahead',
  minutes: (count: number) => (count === 0 ? 'None' : formatUnit(count, 'minute', 'long')),
  hours: (count: number) => (count === 0 ? 'None' : formatUnit(count, 'hour', 'long')),
  daysAhead: (count: number) => formatUnit(count, 'day', 'long'),
  count: (count: number) => plural(count, { one: '# interview', other: '# interviews' }),
  of: (name: string) => `${name}’s interview hours`,
  menu: 'Show interview hours',
  memberUsual: 'No hours set yet, so the usual ones apply.',
  none: 'No hours in a usual week.',
  close: 'Close',
  zoneOf: 'Time zone',
} as const;

/** Texts of the organization's rules. */
export const schedulingTexts = {
  title: 'Scheduling',
  intro: 'For interviews whose candidates choose the time.',
  forbidden: 'Only owners and organizers can see these settings.',
  recruiterWeek: 'Virtual recruiter',
  recruiterHint:
    'When candidates can choose interviews that need no interviewer, in the organization’s time zone.',
  change: 'Move or cancel until',
  changeHint:
    'Candidates can change the time with their link until this long before. Applies to new interviews.',
  beforeStart: (count: number) => (count === 0 ? 'The start' : `${formatUnit(count, 'hour', 'long')} before`),
  saved: 'Scheduling saved',
  failed: 'Couldn’t save scheduling',
  ownerOnly: 'Only owners can change these settings.',
} as const;

/** Texts of the choice who sets the time of a new interview. */
export const timeSourceTexts = {
  legend: 'Time',
  options: {
    set: { label: 'I set the time', hint: 'Everyone is invited to this time.' },
    candidate: {
      label: 'The candidate chooses',
      hint: 'They get a link with the times at which the interviewers are free.',
    },
  },
  within: 'Days in which the candidate can choose',
  daysHint: (most: number) => `Counted from today, up to ${most}.`,
  showDays: 'Show the times of each day',
  timesOfDay: (count: number, first: string, last: string) =>
    count === 1 ? `1 time, ${first}` : `${formatNumber(count)} times, ${first}–${last}`,
  addInterviewer: 'Add an interviewer with an email address to see how many times there are.',
  previewFailed: 'Couldn’t count the times. You can create the interview anyway.',
  none: 'There are no times to choose. Check the interviewers’ hours, or allow more days.',
  count: (count: number, days: number, first: string) =>
    count === 1
      ? `One time to choose: ${first}.`
      : `${formatNumber(count)} times to choose on ${plural(days, { one: '# day', other: '# days' })}, from ${first}.`,
  sources: {
    usual: 'hasn’t set interview hours, so Monday to Friday from 9 to 5 apply',
    disabled: 'has a disabled account, so there are no times',
    'no-account': 'has no account here, so Monday to Friday from 9 to 5 apply',
  } satisfies Record<Exclude<HoursSource, 'set'>, string>,
} as const;

/** Texts about interviews whose candidate hasn't chosen a time yet. */
export const unscheduledTexts = {
  noTime: 'No time yet',
  until: (day: string) => `Until ${day}`,
  facts: (when: string) => `No time yet. The candidate can choose until ${when}.`,
  waiting: (name: string) =>
    `${name} hasn’t chosen a time yet. Everyone is invited once there is one. To set the time yourself, edit the interview.`,
  expired: (name: string) =>
    `${name} didn’t choose a time. Edit the interview to set one, or cancel it and create another.`,
  edit: 'There is no time yet. The time below is the latest that the candidate can choose. If you change it, the interview gets this time and everyone is invited.',
} as const;
