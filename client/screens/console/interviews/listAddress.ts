import { z } from 'zod';
import type { ImportId } from '../../../../shared/ids.ts';
import { InterviewStatus } from '../../../../shared/interview/status.ts';
import { InterviewFilter, type InterviewSort } from '../../../../shared/protocol/interviewList.ts';
import { startOfDay } from '../../../texts/times.ts';

export const DISPLAYS = ['list', 'week', 'month'] as const;
export type Display = (typeof DISPLAYS)[number];

/** A day of the reader's calendar, such as 2030-01-15. */
const Day = z.iso.date();

/** What the page shows. The page's address is the only place where it is stored. */
export interface ListAddress {
  filter: Omit<InterviewFilter, 'from' | 'to'>;
  /** First and last day of a filter by time. */
  from?: string | undefined;
  to?: string | undefined;
  sort: InterviewSort;
  display: Display;
  /** A day in the shown week or month. The current one if absent. */
  day?: string | undefined;
}

const UPCOMING = 'status=unscheduled&status=scheduled&status=waiting&status=live&sort=time';
const AHEAD: InterviewStatus[] = ['unscheduled', 'scheduled', 'waiting', 'live'];
const OVER: InterviewStatus[] = ['rating-due', 'rated', 'held', 'decided', 'no-show', 'not-held'];

/** Views that everyone has. The first one is shown at the address without parameters. */
export const USUAL_VIEWS = {
  upcoming: '',
  due: searchOf({ ...emptyAddress('-time'), filter: { statuses: ['rating-due'] } }),
  past: searchOf({ ...emptyAddress('-time'), filter: { statuses: OVER } }),
  all: searchOf(emptyAddress('-time')),
};

/** Address of the list with the interviews that match. */
export function listPath(filter: ListAddress['filter'], sort: 'time' | '-time', from?: string): string {
  return `/console/interviews?${searchOf({ ...emptyAddress(sort), filter, from })}`;
}

/** Address of the list with the interviews that were created from a file of candidates. */
export function importedPath(importId: ImportId): string {
  return `/console/interviews?${searchOf({ ...emptyAddress('-created'), filter: { importId } })}`;
}

function emptyAddress(sort: string): ListAddress {
  return { filter: {}, sort: sortOf(sort), display: 'list' };
}

const FILTER_NAMES: ReadonlySet<string> = new Set([
  ...['q', 'status', 'role', 'kit', 'team', 'person', 'by', 'import', 'from', 'to', 'sort'],
]);
const { statuses, jobRoles, kitIds, teamIds, person, heldBy, importId } = InterviewFilter.shape;

/** Reads the page's address. Ignores values that it doesn't know. */
export function addressOf(search: URLSearchParams): ListAddress {
  const all = <T>(schema: z.ZodType<T[] | undefined>, name: string): T[] | undefined => {
    const values = search.getAll(name).filter(value => schema.safeParse([value]).success);
    return values.length === 0 ? undefined : schema.safeParse(values).data;
  };
  const one = <T>(schema: z.ZodType<T>, name: string) => schema.safeParse(search.get(name) ?? undefined).data;
  if ([...search.keys()].every(name => !FILTER_NAMES.has(name)))
    return {
      filter: { statuses: AHEAD },
      sort: sortOf('time'),
      display: displayOf(search),
      day: one(Day, 'day'),
    };
  const filter = {
    search: search.get('q') || undefined,
    statuses: all(statuses, 'status'),
    jobRoles: all(jobRoles, 'role'),
    kitIds: all(kitIds, 'kit'),
    teamIds: all(teamIds, 'team'),
    person: one(person, 'person'),
    heldBy: one(heldBy, 'by'),
    importId: one(importId, 'import'),
  };
  return {
    filter: withoutEmpty(filter),
    from: one(Day, 'from'),
    to: one(Day, 'to'),
    sort: sortOf(search.get('sort')),
    display: displayOf(search),
    day: one(Day, 'day'),
  };
}

/** Returns the parameters of the address, without a question mark. */
export function searchOf({ filter, from, to, sort, display, day }: ListAddress): string {
  let params = new URLSearchParams();
  const add = (name: string, values: readonly (string | undefined)[] | undefined) => {
    for (const value of values ?? []) if (value) params.append(name, value);
  };
  add('q', [filter.search]);
  add(
    'status',
    InterviewStatus.options.filter(status => filter.statuses?.includes(status)),
  );
  add('role', filter.jobRoles);
  add('kit', filter.kitIds);
  add('team', filter.teamIds);
  add('person', [filter.person]);
  add('by', [filter.heldBy]);
  add('import', [filter.importId]);
  add('from', [from]);
  add('to', [to]);
  add('sort', [sortName(sort)]);
  // The address without parameters is the same view.
  if (params.toString() === UPCOMING) params = new URLSearchParams();
  if (display !== 'list') add('show', [display]);
  if (display !== 'list') add('day', [day]);
  return params.toString();
}

/** Returns the view that everyone has with these statuses and this order, whatever other filters are set. */
export function usualViewOf({ filter: { statuses }, sort }: ListAddress): string | undefined {
  const base = searchOf({ filter: statuses ? { statuses } : {}, sort, display: 'list' });
  return Object.values(USUAL_VIEWS).find(view => view === base);
}

/** Returns the part of an address that a view keeps: the filters and the order. */
export function viewOf(address: ListAddress): string {
  return searchOf({ ...address, display: 'list', day: undefined });
}

/**
 * Returns the address after a search. From the view that is shown first, it looks through all interviews, because
 * people look for those of last week there, too.
 */
export function searched(address: ListAddress, text: string): ListAddress {
  const { search: _before, ...filter } = address.filter;
  const found = { ...address, filter: text === '' ? filter : { ...filter, search: text } };
  const view = viewOf({ ...address, filter });
  if (text !== '' && view === USUAL_VIEWS.upcoming)
    return { ...found, filter: { search: text }, sort: sortOf('-time') };
  return found;
}

/** Returns the filter with the times of the reader's days. */
export function filterOf({ filter, from, to }: ListAddress): InterviewFilter {
  return {
    ...filter,
    ...(from && { from: dayStart(from) }),
    ...(to && { to: nextDay(dayStart(to)) }),
  };
}

export function sortName({ by, descending }: InterviewSort): string {
  return `${descending ? '-' : ''}${by}`;
}

export function sortOf(name: string | null): InterviewSort {
  const [, minus, by] = /^(-?)(time|created|candidate)$/.exec(name ?? '') ?? ['', '-', 'time'];
  return { by: by as InterviewSort['by'], descending: minus === '-' };
}

function displayOf(search: URLSearchParams): Display {
  return DISPLAYS.find(display => display === search.get('show')) ?? 'list';
}

function withoutEmpty(filter: { [K in keyof InterviewFilter]: InterviewFilter[K] | undefined }) {
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as ListAddress['filter'];
}

/** Returns the start of a day in the reader's time zone. */
export function dayStart(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date).getTime();
}

export function dayName(at: number): string {
  const date = new Date(at);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map(part => String(part).padStart(2, '0')).join('-');
}

/** Returns the start of the day that is this many days later, also when clocks change. */
export function nextDay(start: number, days = 1): number {
  const date = new Date(start);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** Returns the starts of the days of a week or of the weeks of a month, and the end of the last day. Weeks start on Monday. */
export function daysOf(display: 'week' | 'month', day: number): number[] {
  const start = startOfDay(day);
  const date = new Date(start);
  const first = display === 'week' ? date : new Date(date.getFullYear(), date.getMonth(), 1);
  const monday = nextDay(first.getTime(), -((first.getDay() + 6) % 7));
  const last = display === 'week' ? monday : new Date(date.getFullYear(), date.getMonth() + 1, 0).getTime();
  const days: number[] = [];
  for (let at = monday; days.length % 7 !== 0 || at <= last || days.length === 0; at = nextDay(at))
    days.push(at);
  return [...days, nextDay(days.at(-1) ?? monday)];
}

/** Returns a day in the week or month before or after. */
export function turned(display: 'week' | 'month', day: number, by: 1 | -1): string {
  const date = new Date(day);
  const at =
    display === 'week'
      ? nextDay(day, 7 * by)
      : new Date(date.getFullYear(), date.getMonth() + by, 1).getTime();
  return dayName(at);
}
