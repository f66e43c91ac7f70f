import { formatList, plural } from '../../shared/intl.ts';
import { formatTime } from './times.ts';

/** How busy people are. Times are shown in `zone`. */
export const workloadTexts = {
  team: 'Members of your team',
  pick: 'Pick or type a name',
  free: 'Free',
  load: (interviews: number, openRatings: number) =>
    [
      interviews === 0
        ? 'No interviews that week'
        : plural(interviews, { one: '# interview that week', other: '# interviews that week' }),
      ...(openRatings > 0
        ? [plural(openRatings, { one: '# rating to finish', other: '# ratings to finish' })]
        : []),
    ].join(', '),
  busy: (from: number, to: number, zone: string) => `Busy ${span(from, to, zone)}`,
  busyWith: (from: number, to: number, zone: string, title: string) =>
    `Busy ${span(from, to, zone)}: ${title}`,
  busyHidden: (from: number, to: number, zone: string) =>
    `Busy ${span(from, to, zone)}: an interview of another hiring team`,
  candidateBusy: (from: number, to: number, zone: string, title: string | undefined) =>
    `The candidate has another interview at this time (${span(from, to, zone)}${title ? `: ${title}` : ''}).`,
  busyPerson: (name: string, from: number, to: number, zone: string, title: string | undefined) =>
    `${name} is busy ${span(from, to, zone)}: ${title ?? 'an interview of another hiring team'}`,
  nextFree: 'Next times when everyone is free:',
  noneFree: 'No time in the two weeks after this one suits everyone.',
  openOther: 'Open',
  openOtherLabel: (title: string) => `Open “${title}” in a new tab`,
  ask: {
    title: (names: readonly string[]) =>
      names.length === 1 ? `${names[0]} is busy then` : `${formatList(names)} are busy then`,
    body: 'They have another interview at this time. Create this one anyway?',
    confirm: 'Create anyway',
    keep: 'Choose another time',
  },
  disabled: 'This account is disabled.',
  fromTeam: 'In your team',
  failed: 'Couldn’t check when your team is busy.',
} as const;

function span(from: number, to: number, zone: string): string {
  return `${formatTime(from, zone)}–${formatTime(to, zone)}`;
}
