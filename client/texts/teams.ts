import { plural } from '../../shared/intl.ts';
import type { StaffRole } from '../../shared/roles.ts';

export const teamTexts = {
  title: 'Hiring teams',
  intro:
    'Only owners and the team’s organizers see all of its interviews. Interviewers and evaluators see the interviews that they take part in, also when they’re in the team.',
  none: 'No hiring teams. Organizers see all interviews, and everyone who reads kits sees all kits.',
  failed: 'Couldn’t load the hiring teams',
  create: 'New team',
  createTitle: 'New hiring team',
  createSubmit: 'Create team',
  created: (name: string) => `${name} is created`,
  edit: 'Edit team',
  editTitle: (name: string) => `Edit ${name}`,
  editBody: 'People who leave the team can no longer open its interviews and kits, unless they take part.',
  saved: (name: string) => `${name} is saved`,
  saveFailed: 'Couldn’t save the team',
  archive: 'Archive team',
  archived: (name: string) => `${name} is archived. Its members still see its interviews and kits.`,
  restore: 'Restore team',
  restored: (name: string) => `${name} is restored`,
  archivedBadge: 'Archived',
  changeFailed: 'Couldn’t change the team',
  actions: (name: string) => `Actions for ${name}`,
  name: 'Name',
  members: 'Members',
  /** What a member of the team sees. */
  gives: {
    owner: 'Sees everything, also without being in the team.',
    organizer: 'Sees all of the team’s interviews, evaluations, and kits.',
    evaluator:
      'Sees the team’s kits and its interviews that wait for ratings. Opens only interviews that they take part in.',
    interviewer: 'Sees only interviews that they take part in.',
  } satisfies Record<StaffRole, string>,
  memberCount: (count: number) =>
    count === 0 ? 'No members' : plural(count, { one: '# member', other: '# members' }),
  /** Label of the choice in forms. */
  label: 'Hiring team',
  noTeam: 'No team',
  anotherTeam: 'Another team',
  hint: {
    interview: {
      none: 'All organizers see this interview.',
      team: 'Only owners, the team’s organizers, and the people who take part see this interview.',
    },
    kit: {
      none: 'Everyone who reads kits sees this kit.',
      team: 'Only owners and the team see this kit.',
    },
  },
  kitItem: 'Hiring team',
  kitTitle: 'Who sees this kit',
  kitDone: 'The hiring team is saved',
  kitFailed: 'Couldn’t change the hiring team',
} as const;
