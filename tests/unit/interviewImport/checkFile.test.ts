import { describe, expect, it } from 'vitest';
import { exampleFile } from '../../../client/screens/console/imports/exampleFile.ts';
import { busyInterviewers, seatsOfRows } from '../../../server/features/interviewImport/busyRows.ts';
import { checkFile } from '../../../server/features/interviewImport/checkFile.ts';
import type { CheckedRow } from '../../../server/features/interviewImport/checkRows.ts';
import { columnsOf } from '../../../server/features/interviewImport/columns.ts';
import { readCsv } from '../../../server/features/interviewImport/csvFile.ts';
import { readTime } from '../../../server/features/interviewImport/dates.ts';
import { csvText } from '../../../shared/csv.ts';
import { InterviewId, type TeamId, type TemplateId } from '../../../shared/ids.ts';
import type { ImportPlan } from '../../../shared/protocol/importRoutes.ts';

const NOW = Date.UTC(2026, 0, 15);
const SECRET = Buffer.from('secret');

function checked(text: string, changes: Partial<ImportPlan> = {}, secret = SECRET, offersTimes = true) {
  const table = readCsv(Buffer.from(text));
  const columns = columnsOf(table);
  const good: CheckedRow[] = [];
  const result = checkFile(
    [table.rows],
    {
      plan: {
        templateId: '01900000-0000-7000-8000-000000000001' as TemplateId,
        columns: columns.map(({ field }) => field ?? null),
        timeZone: 'Europe/Berlin',
        ...changes,
      },
      columnNames: columns.map(({ name }) => name),
      members: new Map([['iris@example.org', 'Iris']]),
      now: NOW,
      offersTimes,
      secret,
    },
    part => good.push(...part.good),
  );
  return { ...result, good, count: result.good };
}

/** Checks one row with these cells. */
const row = (cells: Record<string, string>, changes?: Partial<ImportPlan>) => {
  const all = { Name: 'Ada', Email: 'ada@example.org', Date: '2026-12-31', Time: '14:30', ...cells };
  return checked(csvText([Object.keys(all), Object.values(all)]), changes);
};
const startOf = (cells: Record<string, string>, changes?: Partial<ImportPlan>) => {
  const at = row(cells, changes).good[0]?.scheduledAt;
  return at === undefined ? undefined : new Date(at).toISOString();
};
const problemOf = (cells: Record<string, string>, changes?: Partial<ImportPlan>) => {
  const { problems } = row(cells, changes);
  expect(problems).toHaveLength(1);
  return problems[0];
};

describe('a date and time', () => {
  it.each([
    [{ Date: '2026-12-31', Time: '14:30' }, '2026-12-31T13:30'],
    [{ Date: '31.12.2026', Time: '14:30:00' }, '2026-12-31T13:30'],
    [{ Date: '1. 7. 2026', Time: '2:30 PM' }, '2026-07-01T12:30'],
    [{ Date: '12/31/2026', Time: '9 a.m.' }, '2026-12-31T08:00'],
    [{ Date: '31/12/26', Time: '14.30' }, '2026-12-31T13:30'],
    [{ Date: '31.12.2026 14:30', Time: '' }, '2026-12-31T13:30'],
    [{ Date: '2026-12-31T14:30', Time: '' }, '2026-12-31T13:30'],
    [{ Date: '2026-12-31 00:00:00', Time: '14:30' }, '2026-12-31T13:30'],
    [{ Date: '2026-12-31T14:30:00Z', Time: '' }, '2026-12-31T14:30'],
    [{ Date: '2026-12-31 14:30 +0530', Time: '' }, '2026-12-31T09:00'],
    [{ Zone: 'america/new york' }, '2026-12-31T19:30'],
    [{ Zone: 'Asia / Kolkata' }, '2026-12-31T09:00'],
  ])('is read from %o', (cells, expected) => {
    expect(startOf(cells)).toBe(`${expected}:00.000Z`);
  });

  it.each([
    [{ Date: '' }, 'Date', 'The date of the interview'],
    [{ Date: '31.02.2026' }, 'Date', 'A date in the calendar'],
    [{ Date: 'next Monday' }, 'Date', 'A date in the calendar'],
    [{ Date: '46387.6' }, 'Date', 'A date'],
    [{ Date: '2025-12-31' }, 'Date', 'A time in the future'],
    [{ Time: '' }, 'Time', 'The time of the interview'],
    [{ Time: '25:00' }, 'Time', 'A time of day'],
    [{ Time: '14' }, 'Time', 'A time of day'],
    [{ Zone: 'EST' }, 'Zone', 'The name of a time zone, like Europe/Berlin'],
    [{ Date: '2026-03-29', Time: '02:30' }, 'Time', 'A time that exists in Europe/Berlin'],
  ])('is an error in %o', (cells, column, expected) => {
    expect(problemOf(cells)).toMatchObject({ row: 2, column, expected });
  });

  it('that the clocks show twice is asked for with an offset', () => {
    const problem = problemOf({ Date: '2026-10-25', Time: '02:30' });
    expect(problem?.fix).toContain('2026-10-25 02:30+02:00 or 2026-10-25 02:30+01:00');
    expect(startOf({ Date: '2026-10-25 02:30+01:00', Time: '' })).toBe('2026-10-25T01:30:00.000Z');
  });

  it('names the next time if the clocks skip it', () => {
    expect(problemOf({ Date: '2026-03-29', Time: '02:30' })?.fix).toContain('2026-03-29 03:30');
  });

  it('is read with "am" and "pm" around noon and midnight', () => {
    expect(['12 am', '12:05 pm', '1pm', '0:30 pm', '13 pm', '23h'].map(readTime)).toEqual([
      ...['00:00', '12:05', '13:00', undefined, undefined, '23:00'],
    ]);
  });
});

describe('dates with slashes', () => {
  const file = (...dates: string[]) =>
    `Name,Email,Date\n${dates.map((date, index) => `Ada,a${index}@example.org,${date} 10:00`).join('\n')}`;

  it('are asked about if none shows the order', () => {
    const found = checked(file('03/04/2026', '05/06/2026'));
    expect(found).toMatchObject({ ambiguous: { row: 2, text: '03/04/2026 10:00' }, good: [], problems: [] });
    const days = (dateOrder: 'dmy' | 'mdy') =>
      checked(file('03/04/2026'), { dateOrder }).good.map(({ scheduledAt = 0 }) =>
        new Date(scheduledAt).getUTCMonth(),
      );
    expect([days('dmy'), days('mdy')]).toEqual([[3], [2]]);
  });

  it('have the order that another date of the file shows', () => {
    const found = checked(file('03/04/2026', '12/31/2026'));
    expect(found).toMatchObject({ order: { is: 'mdy', row: 3 }, count: 2 });
    expect(found.ambiguous).toBeUndefined();
  });

  it('are asked about if they contradict one another, and those of the other order are errors', () => {
    const contradicting = file('03/04/2026', '12/31/2026', '31/12/2026');
    expect(checked(contradicting).ambiguous).toEqual({ row: 2, text: '03/04/2026 10:00' });
    expect(checked(contradicting, { dateOrder: 'dmy' })).toMatchObject({ count: 2, problems: [{ row: 3 }] });
  });

  it('aren’t asked about if day and month are the same', () => {
    expect(checked(file('05/05/2026'))).toMatchObject({ count: 1 });
  });
});

describe('other cells', () => {
  it.each([
    [{ Name: '' }, 'Name', undefined],
    [{ Name: 'x'.repeat(81) }, 'Name', 'x'.repeat(81)],
    [{ Email: '' }, 'Email', undefined],
    [{ Email: 'ada(at)example.org' }, 'Email', 'ada(at)example.org'],
    [{ Email: 'a@example.org; b@example.org' }, 'Email', 'a@example.org; b@example.org'],
    [{ Minutes: 'an hour' }, 'Minutes', 'an hour'],
    [{ Minutes: '4' }, 'Minutes', '4'],
    [{ Title: 'x'.repeat(121) }, 'Title', `${'x'.repeat(120)}…`],
    [{ Interviewers: 'iris@example.org, who@example.org' }, 'Interviewers', 'who@example.org'],
    [{ Interviewers: 'ada@example.org' }, 'Interviewers', 'ada@example.org'],
  ])('are errors in %o', (cells, column, found) => {
    const problem = problemOf(cells);
    expect(problem).toEqual({
      row: 2,
      column,
      ...(found && { found }),
      expected: expect.stringMatching(/\w/),
      fix: expect.stringMatching(/\.$/),
    });
  });

  it('say all that is wrong in a row', () => {
    const { problems } = row({ Name: '', Email: 'x', Date: '' });
    expect(problems.map(({ column }) => column)).toEqual(['Name', 'Email', 'Date']);
  });

  it('may not be more than the header has', () => {
    expect(checked('Name,Email,Date\nAda,ada@example.org,2026-12-31 10:00,oops').problems).toMatchObject([
      { row: 2, column: '', found: 'oops' },
    ]);
  });

  it('replace what the template has, and name members as interviewers', () => {
    const { good } = row({
      ...{ Title: 'Second  round', 'Job role': 'Nurse', Minutes: '60 min' },
      Interviewers: 'Iris@example.org; <iris@example.org>',
    });
    expect(good).toMatchObject([
      {
        ...{ name: 'Ada', title: 'Second round', jobRole: 'Nurse', minutes: 60 },
        interviewers: [{ displayName: 'Iris', email: 'iris@example.org' }],
      },
    ]);
  });

  it('are read as they were before a download made them safe', () => {
    expect(row({ Title: '=1+1' }).good[0]?.title).toBe('=1+1');
  });

  it('may have a first and a last name', () => {
    expect(
      checked('First name,Last name,Email,Date\nAda,Lovelace,ada@example.org,2026-12-31 10:00').good,
    ).toMatchObject([{ name: 'Ada Lovelace' }]);
  });
});

describe('rows', () => {
  const line = (name: string, email: string, at: string) => `${name},${email},${at}\n`;
  const header = 'Name,Email,Date\n';

  it('that are the same are created once', () => {
    const at = '2026-12-31 10:00';
    const found = checked(
      header +
        line('Ada', 'ada@example.org', at) +
        line(' ADA ', 'Ada@Example.org', at) +
        line('Ada', 'ada@example.org', '2026-12-31 11:00'),
    );
    expect(found.count).toBe(2);
    expect(found.problems).toMatchObject([
      { row: 3, column: 'Email', fix: expect.stringContaining('row 2') },
    ]);
  });

  it('have keys from which no one can guess a person', () => {
    const text = header + line('Ada', 'ada@example.org', '2026-12-31 10:00');
    expect(checked(text).keys).toEqual(checked(text).keys);
    expect(checked(text).keys).not.toEqual(checked(text, {}, Buffer.from('other')).keys);
  });

  it('without a date are created if candidates choose the time, and there are times to choose', () => {
    const text = header + line('Ada', 'ada@example.org', '');
    expect(checked(text)).toMatchObject({ missing: [], count: 0, problems: [{ column: 'Date' }] });
    expect(checked(text, { chooseUntil: NOW + 1 }).good).toEqual([
      expect.not.objectContaining({ scheduledAt: expect.anything() }),
    ]);
    expect(checked(text, { chooseUntil: NOW + 1 }, SECRET, false)).toMatchObject({
      count: 0,
      problems: [{ fix: expect.stringContaining('interviewer') }],
    });
  });

  it('aren’t checked while a required column is missing or a field has two columns', () => {
    expect(checked('Who\nAda')).toMatchObject({ missing: ['name', 'email', 'date'], problems: [], bad: 0 });
    expect(checked(`Name,Email,Date\nAda,ada@example.org,2026-12-31`)).toMatchObject({ missing: ['time'] });
    const columns = ['name', 'name', 'date'] as const;
    expect(checked(header + line('Ada', 'x', 'y'), { columns: [...columns] }).twice).toEqual(['name']);
  });
});

it('the example file has no problems without a template and a job role for all rows', () => {
  const result = checked(exampleFile(NOW), { templateId: undefined });
  expect(result).toMatchObject({ missing: [], problems: [], bad: 0, count: 2 });
});

it('a column of job roles without any is missing', () => {
  const cells = { Name: 'Ada', Email: 'ada@example.org', Date: '2026-12-31 14:30', Role: ' ' };
  const file = csvText([Object.keys(cells), Object.values(cells)]);
  expect(checked(file, { templateId: undefined })).toMatchObject({ missing: ['jobRole'], bad: 0 });
});

describe('interviewers who are busy', () => {
  const IRIS = 'iris@example.org';
  const file = (...starts: string[]) =>
    checked(
      csvText([
        ['Name', 'Email', 'Date', 'Time', 'Interviewers'],
        ...starts.map((time, index) => ['Ada', `ada${index}@example.org`, '2026-12-31', time, IRIS]),
      ]),
      { timeZone: 'UTC' },
    ).good;
  const at = (hour: number, minute = 0) => Date.UTC(2026, 11, 31, hour, minute);
  const usual = { minutes: 45, interviewers: [] };
  const planned = (scheduledAt: number, teamId?: TeamId) => ({
    ...{ email: IRIS, scheduledAt, plannedMinutes: 30, title: 'Talk', ...(teamId && { teamId }) },
    interviewId: InterviewId.parse('01900000-0000-7000-8000-000000000001'),
  });

  it('are those of two rows at the same time', () => {
    const seats = seatsOfRows(file('14:00', '10:00', '10:30', '10:45'), usual);
    expect(busyInterviewers(seats, [], () => true)).toEqual([
      { row: 4, name: 'Iris', timeZone: 'UTC', from: at(10), to: at(10, 45), otherRow: 3 },
      { row: 5, name: 'Iris', timeZone: 'UTC', from: at(10, 30), to: at(11, 15), otherRow: 4 },
    ]);
  });

  it('have another interview, whose title is shown only to those who may see it', () => {
    const seats = seatsOfRows(file('10:00'), {
      minutes: 45,
      interviewers: [{ displayName: 'Iris', email: IRIS }],
    });
    const found = (start: number, shown: boolean) => busyInterviewers(seats, [planned(start)], () => shown);
    expect(found(at(10, 30), true)).toMatchObject([{ row: 2, from: at(10, 30), to: at(11), title: 'Talk' }]);
    expect(found(at(10, 30), false)[0]).not.toHaveProperty('title');
    expect(found(at(10, 45), true)).toEqual([]);
    expect(found(at(9, 30), true)).toEqual([]);
  });
});
