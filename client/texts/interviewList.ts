import { STATUS_NAMES } from '../../shared/interview/status.ts';
import { formatNumber, plural } from '../../shared/intl.ts';
import type { InvitationTrouble } from '../../shared/protocol/interviewList.ts';

export const statusTexts = STATUS_NAMES;

export const interviewListTexts = {
  search: 'Search interviews',
  searchHint: 'Title, role, name, or email',
  columns: {
    time: 'Time',
    candidate: 'Candidate',
    interview: 'Interview',
    people: 'People',
    status: 'Status',
    team: 'Hiring team',
    next: 'Next step',
  },
  noPeople: 'Virtual recruiter',
  next: {
    chooses: (day: string) => `Candidate chooses by ${day}`,
    choseNothing: 'The candidate didn’t choose a time',
    invitation: {
      bounced: 'Invitation not delivered',
      'no-address': 'Not invited: no email address',
      'not-sent': 'Not invited: nothing sent',
    } satisfies Record<InvitationTrouble, string>,
    ratingsMissing: (due: number) => plural(due, { one: '# rating missing', other: '# ratings missing' }),
    ratingsIn: (locked: number) => plural(locked, { one: '# rating', other: '# ratings' }),
  },
  file: {
    more: 'More actions',
    export: 'Download list as CSV',
    exportFailed: 'Couldn’t download the interviews',
  },
  total: (count: number) => plural(count, { one: '# interview', other: '# interviews' }),
  keys: 'Use the arrow keys or J and K to move through the list, and Enter to open an interview.',
  nothing: 'No interview matches',
  nothingBody: 'Remove a filter, or search for something else.',
  clear: 'Clear filters',
  display: { label: 'Show as', list: 'List', week: 'Week', month: 'Month' },
  sort: {
    label: 'Sort',
    options: {
      time: 'Soonest first',
      '-time': 'Latest first',
      '-created': 'Newest first',
      created: 'Oldest first',
      candidate: 'Candidate, A to Z',
      '-candidate': 'Candidate, Z to A',
    },
    by: (column: string) => `Sort by ${column.toLowerCase()}`,
  },
  filters: {
    label: 'Filters',
    statuses: 'Status',
    jobRoles: 'Role',
    kitIds: 'Kit',
    teamIds: 'Hiring team',
    person: 'Person',
    source: 'Source',
    importedFile: 'One imported file',
    heldBy: 'Led by',
    dates: 'Dates',
    noTeam: 'No hiring team',
    unknownKit: 'Another kit',
    unknownTeam: 'Another team',
    anyone: 'Anyone',
    heldByValues: { people: 'People', recruiter: 'Virtual recruiter' },
    anyTime: 'Any time',
    today: 'Today',
    nextWeek: 'Next 7 days',
    lastMonth: 'Last 30 days',
    choose: 'Choose dates…',
    between: (from: string | undefined, to: string | undefined) => {
      if (from === to && from) return from;
      if (!to) return `From ${from}`;
      return from ? `${from} to ${to}` : `Until ${to}`;
    },
    datesTitle: 'Choose dates',
    from: 'First day',
    to: 'Last day',
    show: 'Show',
    wrongOrder: 'The last day can’t be before the first day.',
  },
  views: {
    upcoming: 'Upcoming',
    due: 'Ratings due',
    past: 'Past',
    all: 'All',
    save: 'Save view',
    title: 'Save this view',
    body: 'The view keeps the filters and the order. Only you see it.',
    name: 'Name',
    failed: 'Couldn’t save the view',
    actions: (name: string) => `Actions for the view ${name}`,
    rename: 'Rename',
    renameTitle: (name: string) => `Rename ${name}`,
    delete: 'Delete view',
    deleted: (name: string) => `The view ${name} is deleted`,
    deleteFailed: 'Couldn’t delete the view',
  },
  calendar: {
    label: (period: string) => `Calendar, ${period}`,
    failed: 'Couldn’t load the calendar',
    previous: { week: 'Previous week', month: 'Previous month' },
    following: { week: 'Next week', month: 'Next month' },
    today: 'Today',
    more: (count: number) => `${formatNumber(count)} more`,
    unscheduled: (count: number) =>
      plural(count, { one: '# interview has no time yet', other: '# interviews have no time yet' }),
    tooMany: 'There are too many interviews to show each one. Choose a day or add a filter.',
  },
} as const;
