import { formatList, plural } from '../../shared/intl.ts';
import type { HandedOver } from '../../shared/protocol/http.ts';

/** Texts about the open work of a member whose account is disabled. */
export const disableTexts = {
  workFailed: 'Couldn’t load what they work on',
  failed: 'Couldn’t disable the account',
  nothingOpen: 'They have no open work.',
  seats: (count: number) =>
    plural(count, {
      one: '# interview that hasn’t started',
      other: '# interviews that haven’t started',
    }),
  seat: (jobRole: string, candidates: readonly string[], role: string, moment: string) =>
    `${candidates.length > 0 ? `${formatList(candidates)}, ${jobRole}` : jobRole}: ${role}, ${moment}`,
  noTime: 'no time yet',
  busy: (name: string) => `${name} has another interview at this time.`,
  seated: (name: string) => `${name} is already in this interview, so this place isn’t handed over.`,
  claims: (count: number) => plural(count, { one: '# claimed evaluation', other: '# claimed evaluations' }),
  teams: (count: number) => plural(count, { one: '# hiring team', other: '# hiring teams' }),
  reports: (count: number) => plural(count, { one: '# unfinished report', other: '# unfinished reports' }),
  reportsNote: 'Drafts stay in the evaluation queue, where anyone who may write reports can finish them.',
  heir: 'Hand over to',
  chooseHeir: 'Choose a person',
  heirMissing: 'Choose who takes over, or “No one”.',
  heirHintFirst: 'Interviews and evaluations go to one person.',
  noHeir: 'No one',
  noHeirHint: 'Their places in interviews stay empty, and their evaluations return to the queue.',
  heirHint: (name: string) =>
    `${name} gets their places in interviews, with links of their own, and their evaluations. What they’ve already rated stays theirs.`,
  giveTeams: (name: string, teams: readonly string[]) => `Add ${name} to ${formatList(teams)}`,
  told: (name: string) =>
    `${name} gets an invitation by email to each of these interviews. The candidates and the others in them learn about the change by email.`,
  clashes: (name: string, count: number) =>
    plural(count, {
      one: `${name} can’t easily take over # of these interviews. See the notes in the list.`,
      other: `${name} can’t easily take over # of these interviews. See the notes in the list.`,
    }),
  submitWithHeir: 'Disable and hand over',
  handedOver: (name: string, { seats, claims, teams, failed }: HandedOver) => {
    const counts: [number, { one: string; other: string }][] = [
      [seats, { one: '# interview', other: '# interviews' }],
      [claims, { one: '# evaluation', other: '# evaluations' }],
      [teams, { one: '# hiring team', other: '# hiring teams' }],
    ];
    const given = counts.filter(([count]) => count > 0).map(([count, forms]) => plural(count, forms));
    const told =
      given.length === 0 ? 'Nothing could be handed over.' : `${name} took over ${formatList(given)}.`;
    return failed === 0
      ? told
      : `${told} ${plural(failed, {
          one: '# thing couldn’t be handed over, because their role or team doesn’t allow it.',
          other: '# things couldn’t be handed over, because their role or team doesn’t allow it.',
        })}`;
  },
} as const;
