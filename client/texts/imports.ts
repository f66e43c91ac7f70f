import { formatNumber, LOCALE, plural } from '../../shared/intl.ts';
import type {
  BusyInterviewer,
  DateOrder,
  ImportCheck,
  ImportField,
  ImportState,
} from '../../shared/protocol/importRoutes.ts';
import { workloadTexts } from './workload.ts';

const rows = (count: number) => plural(count, { one: '# row', other: '# rows' });
const interviews = (count: number) => plural(count, { one: '# interview', other: '# interviews' });

/** Returns the day and month of a date like 3/4/2026, which are at these places. */
function dayIn(text: string, dayAt: number, monthAt: number): string {
  const numbers = text.split(/[/-]/).map(Number.parseFloat);
  const date = Date.UTC(2000, (numbers[monthAt] ?? 1) - 1, numbers[dayAt] ?? 1);
  return new Date(date).toLocaleDateString(LOCALE, { timeZone: 'UTC', day: 'numeric', month: 'long' });
}

export const importTexts = {
  link: 'Import from CSV',
  title: 'Import interviews',
  intro: 'Create an interview for each row of a CSV file. You see everything before it’s created.',
  back: 'Interviews',
  stepsLabel: 'Steps of the import',
  steps: ['File', 'Columns', 'Check', 'Create'],
  file: {
    drop: 'Drop a CSV file here',
    or: 'or',
    choose: 'Choose a file',
    limits: (most: number, megabytes: number) =>
      `Up to ${formatNumber(most)} rows and ${megabytes} MB, with commas, semicolons, or tabs.`,
    reading: 'Reading the file…',
    failed: 'Couldn’t read this file',
    example: 'Download an example file',
    help: 'From Excel or LibreOffice, save the sheet as CSV. The first row names the columns: name, email, date, time, and job role. Time zone, title, minutes, and interviewers are optional. You don’t need job roles in the file if you choose a template or one job role for all rows.',
    several: 'Choose one file at a time.',
    kept: (days: number) =>
      `The file is visible only to you. Rows are deleted when their interviews are created, and all others after ${plural(days, { one: '# day', other: '# days' })}.`,
  },
  recent: {
    title: 'Your imports',
    failed: 'Couldn’t load your imports',
    column: { file: 'File', when: 'Uploaded', result: 'Result' },
  },
  states: {
    checking: 'Not started',
    running: 'Running',
    done: 'Finished',
    failed: 'Stopped',
  } satisfies Record<ImportState, string>,
  loadFailed: 'Couldn’t load this import',
  columns: {
    title: 'Match the columns',
    facts: (file: string, count: number, encoding: string) => `${file} · ${rows(count)} · ${encoding}`,
    template: 'Template',
    templateHint: 'Kit, length, and people of all interviews.',
    noTemplate: 'No template',
    jobRole: 'Job role',
    jobRoleHint: 'For rows that don’t name one.',
    jobRoleNeeded: 'Enter a job role, or match a column that has job roles.',
    zone: 'Time zone',
    zoneHint: 'For rows that don’t name one.',
    mail: 'Email the invitations',
    mailHint: 'Candidates and interviewers get their personal links when the interviews are created.',
    noMail: 'No mail server is set up, so no one is told by email. Each interview has links to copy.',
    anytime: 'Let candidates choose the time in rows without a date',
    anytimeHint:
      'They see the free times of the interviewers, or choose any time if the virtual recruiter asks the questions.',
    chooseUntil: 'Last day to choose',
    table: 'Columns of the file',
    column: 'Column',
    samples: 'First cells',
    field: 'Import as',
    fieldOf: (column: string) => `Import column ${column} as`,
    ignore: 'Not imported',
    noSamples: 'Empty',
    next: 'Check the rows',
    discard: 'Discard the file',
    discarded: 'The file is deleted',
    discardFailed: 'Couldn’t delete the file',
  },
  fields: {
    name: 'Name',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'Email',
    date: 'Date, or date and time',
    time: 'Time',
    timeZone: 'Time zone',
    title: 'Title of the interview',
    jobRole: 'Job role',
    minutes: 'Length in minutes',
    interviewers: 'Emails of interviewers',
  } satisfies Record<ImportField, string>,
  check: {
    title: 'Check the rows',
    failed: 'Couldn’t check the rows',
    checking: 'Checking the rows…',
    missing: {
      name: 'No column has the candidates’ names.',
      email: 'No column has the candidates’ email addresses.',
      date: 'No column has the dates.',
      time: 'No column has the times, and the dates have none.',
      jobRole: 'No column has the job roles, and you chose none.',
    } satisfies Record<ImportCheck['missing'][number], string>,
    unmatched: 'Some columns are missing',
    unmatchedHint: 'Choose the columns, or add them to the file and upload it again.',
    twice: (field: string) => `Two columns are imported as “${field}”. Choose one of them.`,
    toColumns: 'Change columns',
    order: 'How are dates written in this file?',
    orderHint: (text: string, row: number) =>
      `“${text}” in row ${formatNumber(row)} can be read in two ways.`,
    orderLabel: 'Dates like 3/4/2026 have',
    orders: { dmy: 'The day first', mdy: 'The month first' } satisfies Record<DateOrder, string>,
    /** What the first two numbers of a date mean in an order. */
    orderMeans: {
      dmy: (text: string) => `The day first: ${dayIn(text, 0, 1)}`,
      mdy: (text: string) => `The month first: ${dayIn(text, 1, 0)}`,
    } satisfies Record<DateOrder, unknown>,
    orderIs: {
      dmy: (text: string, row: number) =>
        `Dates are read with the day first, because of “${text}” in row ${formatNumber(row)}.`,
      mdy: (text: string, row: number) =>
        `Dates are read with the month first, because of “${text}” in row ${formatNumber(row)}.`,
    } satisfies Record<DateOrder, unknown>,
    orderChange: 'Change',
    makes: 'What each row becomes',
    template: 'Template',
    noTemplate: 'None',
    questions: 'Questions',
    byRecruiter: 'Asked by the virtual recruiter',
    byPeople: 'Asked by people',
    kit: 'Kit',
    noKit: 'None, so no questions and no ratings',
    length: 'Length',
    usualLength: (minutes: number, byRow: boolean) =>
      byRow ? `${minutes} min, unless the row says another` : `${minutes} min`,
    mails: 'Emails',
    invites: 'Everyone with an address is invited by email',
    noInvites: 'No one is told by email',
    busy: (count: number) =>
      plural(count, { one: '# interviewer is busy', other: 'Interviewers are busy # times' }),
    busyHint: 'The interviews are created all the same. You can change their times first.',
    busyRow: ({ row, name, from, to, timeZone, otherRow, title }: BusyInterviewer) =>
      `Row ${formatNumber(row)}: ${workloadTexts.busyPerson(name, from, to, timeZone, otherRow === undefined ? title : `row ${formatNumber(otherRow)}`)}`,
    good: (count: number) => plural(count, { one: 'interview to create', other: 'interviews to create' }),
    bad: (count: number) => plural(count, { one: 'row to correct', other: 'rows to correct' }),
    known: (count: number) => plural(count, { one: 'imported before', other: 'imported before' }),
    knownHint: 'Rows that were imported before are skipped, so that no one is invited twice.',
    problems: 'Rows to correct',
    problemsHint:
      'Download these rows, correct them, and import the new file. The other rows don’t have to wait.',
    download: (count: number) => plural(count, { one: 'Download # row', other: 'Download # rows' }),
    downloadFailed: 'Couldn’t download the rows',
    more: (shown: number) => `The first ${formatNumber(shown)} problems. The file has all of them.`,
    row: 'Row',
    column: 'Column',
    found: 'Found',
    expected: 'Expected',
    fix: 'How to fix it',
    empty: 'Empty',
    wholeRow: 'Whole row',
    preview: 'Preview',
    previewOf: (shown: number, all: number) =>
      shown < all ? `The first ${formatNumber(shown)} of ${interviews(all)}.` : interviews(all),
    candidate: 'Candidate',
    when: 'Time',
    anytime: 'The candidate chooses',
    interview: 'Interview',
    people: 'Interviewers',
    noPeople: 'None',
    minutes: (count: number) => `${formatNumber(count)} min`,
    nothing: 'Nothing to create',
    nothingBad: 'Correct the rows, and upload the file again.',
    nothingKnown: 'The interviews of all rows exist already.',
    create: (count: number) => `Create ${interviews(count)}`,
    createMail: (count: number) => `Create ${interviews(count)} and email invitations`,
    startFailed: 'Couldn’t start the import',
  },
  run: {
    title: 'Creating interviews',
    progress: 'Progress of the import',
    done: (done: number, all: number) => `${formatNumber(done)} of ${rows(all)}`,
    closable: 'You can close this page. The import continues, and “Your imports” shows how far it is.',
  },
  result: {
    title: (created: number) =>
      plural(created, { one: '# interview created', other: '# interviews created' }),
    none: 'No interview created',
    failed: 'The import stopped',
    created: 'Created',
    bad: 'To correct',
    known: 'Imported before',
    mailed: 'Invitations are sent one after another.',
    mailLog: 'See them in the email log',
    rows: (count: number) =>
      plural(count, { one: '# row wasn’t imported', other: '# rows weren’t imported' }),
    rowsHint:
      'Download them with what to fix, correct them in your spreadsheet, and import that file. Rows that were imported are skipped, so the whole file works, too.',
    show: 'Show interviews',
    another: 'Import another file',
    again: 'Continue',
    summary: ({ created, bad, known }: { created: number; bad: number; known: number }) =>
      [
        `${formatNumber(created)} created`,
        ...(bad > 0 ? [`${formatNumber(bad)} to correct`] : []),
        ...(known > 0 ? [`${formatNumber(known)} imported before`] : []),
      ].join(', '),
  },
  /** An example file, which itself can be imported. */
  example: {
    fileName: 'candidates-example.csv',
    header: ['Name', 'Email', 'Date', 'Time', 'Job role', 'Time zone', 'Title', 'Minutes', 'Interviewers'],
  },
};
