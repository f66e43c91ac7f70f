import { describe, expect, it } from 'vitest';
import {
  addressOf,
  dayName,
  dayStart,
  daysOf,
  filterOf,
  nextDay,
  searched,
  searchOf,
  turned,
  USUAL_VIEWS,
  usualViewOf,
  viewOf,
} from '../../../client/screens/console/interviews/listAddress.ts';

const read = (search: string) => addressOf(new URLSearchParams(search));

describe('the address of the list of interviews', () => {
  it('stays in the view that everyone has while other filters are set, but not with other statuses', () => {
    const upcoming = read('');
    const ofRole = { ...upcoming, filter: { ...upcoming.filter, jobRoles: ['Nurse'] }, from: '2030-01-15' };
    expect(usualViewOf(read(searchOf(ofRole)))).toBe(USUAL_VIEWS.upcoming);
    expect(usualViewOf(read(`${USUAL_VIEWS.due}&role=Nurse`))).toBe(USUAL_VIEWS.due);
    expect(usualViewOf(read(`${USUAL_VIEWS.all}&person=ada%40example.org`))).toBe(USUAL_VIEWS.all);
    expect(usualViewOf(read('status=scheduled&role=Nurse&sort=time'))).toBeUndefined();
  });

  it('shows upcoming interviews without parameters', () => {
    const { filter, sort, display } = read('');
    expect(filter).toEqual({ statuses: ['unscheduled', 'scheduled', 'waiting', 'live'] });
    expect(sort).toEqual({ by: 'time', descending: false });
    expect(display).toBe('list');
    expect(searchOf(read(''))).toBe('');
    expect(searchOf(read('show=week&day=2030-01-15'))).toBe('show=week&day=2030-01-15');
  });

  it('keeps all filters, the order, and the display', () => {
    const search =
      'q=ada+l&status=rated&status=no-show&role=Nurse&role=A%26B&kit=any-role&team=none' +
      '&person=ian%40example.org&by=people&import=01890000-0000-7000-8000-000000000001&from=2030-01-15&to=2030-01-16&sort=-candidate';
    expect(searchOf(read(search))).toBe(search);
    expect(filterOf(read(search))).toEqual({
      search: 'ada l',
      statuses: ['rated', 'no-show'],
      jobRoles: ['Nurse', 'A&B'],
      kitIds: ['any-role'],
      teamIds: ['none'],
      person: 'ian@example.org',
      heldBy: 'people',
      importId: '01890000-0000-7000-8000-000000000001',
      from: dayStart('2030-01-15'),
      to: dayStart('2030-01-17'),
    });
  });

  it('searches all interviews from the view that is shown first, and the others within their filters', () => {
    const found = (search: string, text: string) => searchOf(searched(read(search), text));
    expect(found('', 'ada')).toBe('q=ada&sort=-time');
    expect(found('q=ada&sort=-time', 'ada l')).toBe('q=ada+l&sort=-time');
    expect(found('role=Nurse&sort=time', 'ada')).toBe('q=ada&role=Nurse&sort=time');
    expect(found('q=ada&role=Nurse&sort=time', '')).toBe('role=Nurse&sort=time');
    expect(found('show=month', 'ada')).toBe('q=ada&sort=-time&show=month');
  });

  it('ignores what it doesn’t know', () => {
    const { filter, from, sort } = read(
      'status=late&status=rated&team=x&person=me&by=no&from=soon&sort=size',
    );
    expect(filter).toEqual({ statuses: ['rated'] });
    expect(from).toBeUndefined();
    expect(sort).toEqual({ by: 'time', descending: true });
    expect(read('status=late&other=1').filter).toEqual({});
  });

  it('is the same for a view, whatever the order of its parameters and its display', () => {
    expect(
      viewOf(read('sort=time&status=live&status=scheduled&status=waiting&status=unscheduled&show=month')),
    ).toBe('');
    for (const query of Object.values(USUAL_VIEWS)) expect(viewOf(read(query))).toBe(query);
    expect(new Set(Object.values(USUAL_VIEWS)).size).toBe(4);
  });
});

describe('the days of the calendar', () => {
  it('are whole weeks from Monday, in the reader’s time zone', () => {
    const week = daysOf('week', dayStart('2030-01-16'));
    expect(week.map(dayName)).toEqual([
      ...['2030-01-14', '2030-01-15', '2030-01-16', '2030-01-17'],
      ...['2030-01-18', '2030-01-19', '2030-01-20', '2030-01-21'],
    ]);
    for (const day of ['2030-01-01', '2030-02-15', '2030-03-31', '2027-02-01', '2030-12-31']) {
      const days = daysOf('month', dayStart(day));
      const names = days.map(dayName);
      expect(days.length % 7).toBe(1);
      expect(new Date(days[0] ?? 0).getDay()).toBe(1);
      expect(names).toContain(`${day.slice(0, 8)}01`);
      expect(names.slice(0, -1)).toContain(day);
      expect(new Set(names).size).toBe(days.length);
    }
  });

  it('continue over the ends of months, and clocks that change', () => {
    expect(dayName(nextDay(dayStart('2030-12-31')))).toBe('2031-01-01');
    expect(dayName(nextDay(dayStart('2030-03-31')))).toBe('2030-04-01');
    expect(turned('month', dayStart('2030-01-31'), 1)).toBe('2030-02-01');
    expect(turned('month', dayStart('2030-01-31'), -1)).toBe('2029-12-01');
    expect(turned('week', dayStart('2030-01-31'), -1)).toBe('2030-01-24');
  });
});
