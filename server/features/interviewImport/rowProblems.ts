import { LIMITS } from '../../../shared/interview/fields.ts';
import { CELL_LENGTH, ROW_PEOPLE_MAX } from '../../../shared/protocol/importRoutes.ts';

/** What a cell should have, and how to get there. */
export interface Complaint {
  expected: string;
  fix: string;
}

const DATE_FORMS = 'Write it as 2026-12-31, 31.12.2026, or 12/31/2026.';
const TIME_FORMS = 'Write it as 14:30 or 2:30 PM.';

/** What can be wrong in a row, for people who have the file open in a spreadsheet. */
export const COMPLAINTS = {
  nameMissing: { expected: 'The candidate’s name', fix: 'Add the name, or delete the row.' },
  nameLong: {
    expected: `A name of at most ${LIMITS.displayName} characters`,
    fix: 'Shorten the name.',
  },
  emailMissing: {
    expected: 'The candidate’s email address',
    fix: 'Add the address, or create this interview without the file.',
  },
  emailWrong: { expected: 'An address like ada@example.com', fix: 'Correct the address.' },
  emailSeveral: { expected: 'One email address', fix: 'Keep one address. Use a row for each candidate.' },
  dateMissing: { expected: 'The date of the interview', fix: `Add the date. ${DATE_FORMS}` },
  dateUnknown: { expected: 'A date in the calendar', fix: DATE_FORMS },
  dateSerial: {
    expected: 'A date',
    fix: 'This is how Excel stores a date. Format the column as a date, and save the file again.',
  },
  dateAmbiguous: { expected: 'A date that can be read in one way only', fix: 'Write it as 2026-12-31.' },
  past: { expected: 'A time in the future', fix: 'Choose a later time, or delete the row.' },
  timeMissing: { expected: 'The time of the interview', fix: `Add the time. ${TIME_FORMS}` },
  timeUnknown: { expected: 'A time of day', fix: TIME_FORMS },
  zoneUnknown: {
    expected: 'The name of a time zone, like Europe/Berlin',
    fix: 'Write the zone as a region and a city, such as America/New_York. Abbreviations like EST can mean several zones.',
  },
  titleLong: { expected: `A title of at most ${LIMITS.title} characters`, fix: 'Shorten the title.' },
  jobRoleMissing: { expected: 'A job role', fix: 'Add the job role, or choose one for all rows without.' },
  jobRoleLong: {
    expected: `A job role of at most ${LIMITS.jobRole} characters`,
    fix: 'Shorten the job role.',
  },
  minutesWrong: {
    expected: `A whole number of minutes from 5 to ${LIMITS.plannedMinutesMax}`,
    fix: 'Write the minutes only, such as 45.',
  },
  interviewerUnknown: {
    expected: 'The email address of a member of your team',
    fix: 'Correct the address, or invite this person under Settings, Team.',
  },
  interviewerMissing: {
    expected: 'An interviewer, whose free times the candidate can choose from',
    fix: 'Add an interviewer’s address, or a date and time.',
  },
  interviewerIsCandidate: {
    expected: 'An interviewer who isn’t the candidate',
    fix: 'Correct one of the two addresses.',
  },
  tooManyPeople: { expected: `At most ${ROW_PEOPLE_MAX} people`, fix: 'Remove some addresses.' },
  cellLong: { expected: `At most ${CELL_LENGTH} characters`, fix: 'Shorten the text.' },
  tooManyCells: {
    expected: 'No more cells than the header has',
    fix: 'Delete the extra cells. If a text contains the separator, put the text in double quotes.',
  },
} satisfies Record<string, Complaint>;

export function skipped(zone: string, next: string): Complaint {
  return {
    expected: `A time that exists in ${zone}`,
    fix: `The clocks skip this time on that day. The next time is ${next}.`,
  };
}

/** `moments`: the time with each offset. */
export function repeated(zone: string, moments: readonly string[]): Complaint {
  return {
    expected: `A time that comes once in ${zone}`,
    fix: `The clocks are put back on that day. Write ${moments.join(' or ')}.`,
  };
}

export function sameAs(row: number): Complaint {
  return {
    expected: 'A candidate and time that aren’t in the file yet',
    fix: `This is the same as row ${row}. Delete one of the rows.`,
  };
}
