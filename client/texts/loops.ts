import { formatUnit, plural } from '../../shared/intl.ts';
import { formatDay, formatTime } from './times.ts';

export const loopTexts = {
  open: 'Plan several rounds',
  /** For a candidate who is known already. */
  plan: 'Plan rounds',
  title: 'Plan several rounds',
  intro:
    'Interviews of one candidate, created together. Each round has its own kit, people, and links. The candidate gets one email with all rounds.',
  summary: 'When you create them',
  candidate: 'Candidate',
  emailHint: 'The email address connects the rounds in the candidate’s record.',
  shared: 'All rounds',
  zone: 'Time zone',
  round: (number: number) => `Round ${number}`,
  roundAt: (number: number, time: string) => `Round ${number}: ${time}`,
  roundOf: (number: number, of: number) => `Round ${number} of ${of}`,
  defaultTitle: (jobRole: string, number: number) =>
    jobRole.trim() === '' ? `Round ${number}` : `${jobRole.trim()}, round ${number}`,
  roundTitle: 'Title',
  time: (from: number, to: number, now: number, zone: string) =>
    `${formatDay(from, now)}, ${formatTime(from, zone)}–${formatTime(to, zone)}`,
  noTime: 'No time yet',
  starts: 'Starts',
  gap: (minutes: number) =>
    minutes === 0
      ? 'Right after the round before'
      : `${formatUnit(minutes, 'minute', 'long')} after the round before`,
  ownTime: 'At another time',
  ownWhen: 'Day and time',
  add: 'Add a round',
  remove: (number: number) => `Remove round ${number}`,
  template: 'Fill from a template',
  chooseTemplate: 'Choose a template',
  rounds: 'Rounds',
  moveAll: 'Move the coming rounds…',
  cancelAll: 'Cancel the coming rounds…',
  submit: (count: number) => plural(count, { one: 'Create # round', other: 'Create # rounds' }),
  failed: 'Couldn’t create the rounds. Nothing was created.',
  busyBody: 'They have another interview at the time of one of the rounds. Create the rounds anyway?',
  ready: 'The rounds are ready',
  candidateFor: (name: string, jobRole: string) => `${name}, ${jobRole}`,
  over: (isCanceled: boolean) => (isCanceled ? 'Canceled · ' : 'Over · '),
  toFirst: (number: number) => `Go to round ${number}`,
  another: 'Plan another candidate',
  leaveFormTitle: 'Leave without creating the rounds?',
} as const;
